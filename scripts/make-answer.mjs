// Writes README.md's section "The answer" and its pictures from a study's result, so that no figure there is typed in:
//   npx parapet study studies/stands-alone.yaml --json > out/answer.json
//   node scripts/make-answer.mjs out/answer.json
// The pictures are screenshots of the report, taken with Debian's Chromium or the one that comes as a package.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import packaged from '@sparticuz/chromium';
import { chromium } from 'playwright-core';
import { MEASURES } from '../dist/engine/types/index.js';
import { formatInterval, formatNumber } from '../dist/study/format.js';

const root = join(import.meta.dirname, '..');
const answer = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { verdict, variants, replications, digest } = answer;
const meaning = new Map(MEASURES.map((measure) => [measure.id, measure]));

/** Millions for sums of money, which nobody reads to the dollar. */
const scaleOf = (id) =>
  meaning.get(id)?.unit === 'USD' ? { by: 1e-6, unit: 'million USD' } : { by: 1, unit: meaning.get(id)?.unit };

function cell(id, summary) {
  const { by } = scaleOf(id);
  if (summary.method === 'no-event-bound') return `none seen; mean under ${formatNumber(summary.high * by)}`;
  return formatInterval(summary.mean * by, summary.low * by, summary.high * by);
}

const rows = verdict.hypotheses.map(({ measure, baseline, variant, difference, low, high, margin, answer: found }) => {
  const { by, unit } = scaleOf(measure);
  const name = unit === '1' || unit === undefined ? `\`${measure}\`` : `\`${measure}\`, ${unit}`;
  return [
    name,
    cell(measure, variants[baseline][measure]),
    cell(measure, variants[variant][measure]),
    formatInterval(difference * by, low * by, high * by, true),
    formatNumber(margin * by),
    found,
  ];
});
const { baseline, variant } = verdict.hypotheses[0];
const table = [
  ['measure', baseline, variant, `${variant} − ${baseline}`, 'margin', 'the claim is'],
  ['---', '---', '---', '---', '---', '---'],
  ...rows,
].map((row) => `| ${row.join(' | ')} |`);
const survives = verdict.sensitivities.map(({ name, answer: found }) => `${name}: ${found}`).join('; ');
const section = `
![The verdict of the report, and what it rests on](docs/images/answer.png)

**${verdict.answer[0].toUpperCase()}${verdict.answer.slice(1)}** by ${replications} replications a variant (digest \`${digest}\`). ${verdict.because}

Means with their 95% intervals; differences run by run, with common random numbers:

${table.join('\n')}

The same hypotheses under other assumptions: ${survives}.

![The scenario](docs/images/map.png)
`;
const readme = join(root, 'README.md');
const text = readFileSync(readme, 'utf8');
const filled = text.replace(/<!-- answer -->[\s\S]*<!-- \/answer -->/, `<!-- answer -->\n${section}\n<!-- /answer -->`);
writeFileSync(readme, filled);

const debian = '/usr/bin/chromium';
const browser = await chromium.launch({
  executablePath: existsSync(debian) ? debian : await packaged.executablePath(),
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
});
const page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
await page.goto(pathToFileURL(resolve(answer.folder, 'report.html')).href);
mkdirSync(join(root, 'docs/images'), { recursive: true });
const top = await page.$eval('nav', (nav) => nav.getBoundingClientRect().top + scrollY).catch(() => 720);
await page.screenshot({
  path: join(root, 'docs/images/answer.png'),
  clip: { x: 0, y: 0, width: 1100, height: top },
  fullPage: true,
});
const figure = page.locator('svg[role="img"]').filter({ hasText: 'km' }).first();
const map = page.locator('h2:has-text("map") ~ * svg, h2:has-text("map") ~ svg').first();
await ((await map.count()) > 0 ? map : figure).screenshot({ path: join(root, 'docs/images/map.png') });
await browser.close();
