import {
  type Issue,
  makeIssue,
  nearestName,
  type Parsed,
  type Path,
  readYaml,
  show,
  validate,
  type YamlText,
} from '../engine/scenario/index.js';
import { measuresOf } from './measures.js';
import { type Study, studySchema } from './study.schema.js';

/**
 * Reads a study file: the study, or everything that is wrong with it. Names are checked, the scenario is not yet. `yaml`
 * is the same text where it was already read.
 */
export function parseStudy(text: string, file: string, yaml: Parsed<YamlText> = readYaml(text, file)): Parsed<Study> {
  if (yaml.issues) return yaml;
  return validate(yaml.value, studySchema, ({ locate }, study) => {
    const issues: Issue[] = [];
    if (!study) return issues;
    const variants = Object.keys(study.variants);
    const measures = measuresOf(study).map(({ id }) => id);
    const known = (name: string, valid: readonly string[], code: 'SCN-042' | 'SCN-043', what: string, path: Path) => {
      if (valid.includes(name)) return;
      const nearest = nearestName(name, valid);
      const message = `${what} must be one of: ${valid.join(', ')}; got ${show(name)}`;
      issues.push(makeIssue(locate, code, path, message, { nearest }));
    };
    const variant = (name: string, path: Path) => known(name, variants, 'SCN-042', 'variant', path);

    variant(study.baseline, ['baseline']);
    study.comparisons.forEach((pair, i) => {
      variant(pair.baseline, ['comparisons', i, 'baseline']);
      variant(pair.variant, ['comparisons', i, 'variant']);
    });
    study.hypotheses.forEach((hypothesis, i) => {
      variant(hypothesis.baseline, ['hypotheses', i, 'baseline']);
      variant(hypothesis.variant, ['hypotheses', i, 'variant']);
      known(hypothesis.measure, measures, 'SCN-043', 'measure', ['hypotheses', i, 'measure']);
    });
    study.verdict.sensitivities.forEach((pair, i) => {
      variant(pair.baseline, ['verdict', 'sensitivities', i, 'baseline']);
      variant(pair.variant, ['verdict', 'sensitivities', i, 'variant']);
    });
    return issues;
  });
}
