import { resolveVariant, type StudyPlan, type StudyResult } from '../index.js';

/** The study's report as one self-contained page. */
export async function renderReport(plan: StudyPlan, result: StudyResult): Promise<string> {
  return `<!doctype html><title>${resolveVariant(plan, plan.study.baseline).title}</title><p>${result.digest}`;
}
