import * as Plot from '@observablehq/plot';
import { chartSvg } from './chart.js';
import type { CoverageReportInput } from './coverage-input.js';
import { eastOf } from './coverage-input.js';
import { graticule, pixelShape, type SurveyBase, shapeMark } from './coverage-map.js';
import { squareText } from './coverage-words.js';
import type { Markup } from './html.js';
import { baseMarks, scaleBar } from './map.js';
import { PALETTE } from './palette.js';
import { heightText } from './words.js';

/** Ends of the colours of heights: dark is low. */
const LOW = [8, 48, 107] as const;
const HIGH = [205, 224, 241] as const;

/** The colour of one of several heights, of which the lowest is dark. */
export function heightColour(index: number, count: number): string {
  const share = count > 1 ? index / (count - 1) : 0;
  const hex = LOW.map((low, k) =>
    Math.round(low + share * (HIGH[k] - low))
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${hex.join('')}`;
}

/** What one sensor covers at each height, the lowest on top. */
export function sensorMap(input: CoverageReportInput, { frame, land }: SurveyBase, index: number): Markup {
  const { survey, scenario } = input;
  const sensor = survey.record.sensors[index];
  const layers = survey.shapes.map(({ altitudeM, sensors }, a) => {
    const colour = heightColour(a, survey.shapes.length);
    return {
      altitudeM,
      mark: shapeMark(pixelShape(sensors[index], frame), {
        fill: colour,
        fillOpacity: 0.85,
        stroke: 'white',
        strokeWidth: 0.4,
      }),
    };
  });
  const at = { x: frame.x(eastOf(survey.westDeg, sensor.lonDeg)), y: frame.y(sensor.latDeg) };
  const places = scenario.places.map(({ lonDeg, latDeg }) => ({
    x: frame.x(eastOf(survey.westDeg, lonDeg)),
    y: frame.y(latDeg),
  }));
  return chartSvg(
    {
      width: frame.width,
      height: frame.height,
      margin: 0,
      x: { type: 'identity', axis: null },
      y: { type: 'identity', axis: null },
      clip: true,
      style: { fontSize: '11px' },
      marks: [
        ...baseMarks(frame, land, undefined, false),
        ...layers.map(({ mark }) => mark).reverse(),
        Plot.geo(land as unknown as Plot.Data, { stroke: PALETTE.ink, strokeWidth: 0.6, strokeOpacity: 0.55 }),
        ...graticule(frame),
        Plot.dot(places, {
          x: 'x',
          y: 'y',
          symbol: 'square',
          r: 4,
          fill: 'white',
          stroke: PALETTE.ink,
          strokeWidth: 1.4,
        }),
        Plot.dot([at], {
          x: 'x',
          y: 'y',
          symbol: 'triangle',
          r: 5,
          fill: PALETTE.ink,
          stroke: 'white',
          strokeWidth: 1,
        }),
        ...scaleBar(frame),
        Plot.frame({ stroke: PALETTE.border }),
      ],
    },
    input.document,
    {
      id: `sensor-${sensor.id}`,
      title: `Coverage of ${sensor.id} by height above ground`,
      description: sensor.areas
        .map(({ altitudeM, areaKm2 }) => `${heightText(altitudeM)}: ${squareText(areaKm2)} km²`)
        .join('; '),
    },
  );
}
