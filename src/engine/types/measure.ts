/** Measures of effectiveness: fixed ids with unit, direction and meaning. The order is the order of tables. */
export interface MeasureDefinition {
  readonly id: string;
  readonly unit: string;
  /** Whether more is better for the defence. */
  readonly better: 'more' | 'less' | 'neither';
  /** A time that may never come: summarised by the fraction reached and quantiles, never a mean. */
  readonly censored: boolean;
  /** A count of rare events: no event in n runs gets an upper bound. */
  readonly count: boolean;
  readonly meaning: string;
}

const define = (
  id: string,
  unit: string,
  better: MeasureDefinition['better'],
  kind: 'count' | 'censored' | 'number',
  meaning: string,
): MeasureDefinition => ({ id, unit, better, censored: kind === 'censored', count: kind === 'count', meaning });

export const MEASURES = [
  define('leakers', '1', 'less', 'count', 'hostile objects that struck a defended place'),
  define('leakedValue', 'USD', 'less', 'number', 'value destroyed at defended places'),
  define(
    'warningTimeS',
    's',
    'more',
    'number',
    'mean, over the hostile objects bound for places that the focus post defends, of the time from the first confirmed track of it in that post’s picture to its planned arrival; an object never held counts 0',
  ),
  define(
    'firstEngagementS',
    's',
    'neither',
    'censored',
    'from the start to the first launch by a fire unit of the focus post',
  ),
  define('interceptorsSpent', '1', 'less', 'count', 'interceptors launched by all fire units'),
  define('interceptorCostUsd', 'USD', 'less', 'number', 'cost of the interceptors launched'),
  define('defendedValueUsd', 'USD', 'more', 'number', 'value of the defended places that is left at the end'),
  define(
    'redundantShots',
    '1',
    'less',
    'count',
    'interceptors launched at a track whose object another post already had under fire',
  ),
  define('friendlyEngaged', '1', 'less', 'count', 'friendly aircraft at whose track an interceptor was launched'),
  define('civilEngaged', '1', 'less', 'count', 'civil aircraft at whose track an interceptor was launched'),
  define(
    'pictureCompleteness',
    '1',
    'more',
    'number',
    'time-mean share of the airborne objects within 300 km of the focus post that its picture holds',
  ),
  define('pictureAmbiguity', '1', 'less', 'number', 'time-mean number of tracks held for each object that is held'),
  define('gospaM', 'm', 'less', 'number', 'time-mean GOSPA (c 5 km, p 2, alpha 2) of the focus post’s picture'),
  define('friendlyDestroyed', '1', 'less', 'count', 'friendly aircraft destroyed by the defence'),
  define('civilDestroyed', '1', 'less', 'count', 'civil aircraft destroyed by the defence'),
  define('radiatingS', 's', 'neither', 'number', 'time during which a radar of the focus post radiates'),
  define(
    'readyAtRaid',
    '1',
    'more',
    'number',
    '1 if the focus post was fully on when the first hostile object came within the reach of its fire units, else 0; 1 if none came',
  ),
  define('sensorsLost', '1', 'less', 'count', 'radars destroyed'),
] as const satisfies readonly MeasureDefinition[];

/** Measures of the digest: those of its first version. All others follow from events and states that are in it. */
export const DIGESTED_MEASURES: readonly string[] = MEASURES.slice(0, 13).map(({ id }) => id);

/** The measure of the area covered at one altitude above ground. */
export const coverageMeasure = (altitudeM: number): MeasureDefinition =>
  define(
    `coverage${altitudeM}mKm2`,
    'km²',
    'more',
    'number',
    `area in which sensors whose reports reach the focus post detect the study’s target at ${altitudeM} m above ground`,
  );

/** null: it never happened in this run (censored measures only). */
export type MeasureValue = number | null;
export type MeasureValues = Record<string, MeasureValue>;
