import { blakeChart } from './blake-chart.js';
import { coverageGeoJson } from './coverage-geojson.js';
import type { CoverageReportInput } from './coverage-input.js';
import { coverageMap, surveyBase } from './coverage-map.js';
import { blakeText, renderCoveragePage } from './coverage-page.js';
import { standaloneSvg } from './standalone-svg.js';

/** Width of a map in a file of its own, px. */
const MAP_WIDTH = 1040;

/** Every file of a survey but its JSON: a page, outlines, a map a height and a vertical chart a sensor. */
export function renderCoverageFiles(input: CoverageReportInput): { name: string; bytes: string }[] {
  const { survey, vertical, document } = input;
  const base = surveyBase(input, MAP_WIDTH);
  return [
    ...survey.shapes.map((shapes) => ({
      name: `map-${shapes.altitudeM}m.svg`,
      bytes: standaloneSvg(coverageMap(input, base, shapes, { strip: true, relief: true })),
    })),
    ...vertical.map((field, s) => {
      const text = blakeText(input, s);
      return { name: `${text.id}.svg`, bytes: standaloneSvg(blakeChart(field, text, document)) };
    }),
    { name: 'coverage.geojson', bytes: coverageGeoJson(survey) },
    { name: 'coverage.html', bytes: renderCoveragePage(input) },
  ];
}
