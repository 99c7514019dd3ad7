import type { ResolvedScenario, Source } from '../engine/scenario/index.js';
import type { CoverageGrid } from '../engine/simulation/index.js';
import type { SimulationEvent } from '../engine/types/index.js';
import type { Study, StudyResult } from '../study/index.js';

/** A claim of the ledger, and the articles that its letters stand for. */
export interface ClaimRecord {
  /** The claim in the project's own words. */
  readonly says: string;
  readonly by: readonly { readonly who: string; readonly sources: readonly string[] }[];
  /** yes, partly or no. */
  readonly testable?: string;
  readonly outOfReach?: string;
  readonly articles: Readonly<Record<string, { readonly article: string; readonly date: string }>>;
}

/** A polygon of land, as GeoJSON has it: rings of [longitude, latitude] in degrees. */
export interface LandFeature {
  readonly properties?: { readonly name?: string } | null;
  readonly geometry:
    | { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] }
    | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] };
}
export type Ring = readonly (readonly number[])[];

/** Heights above sea level on a grid of latitudes and longitudes, both ascending. */
export interface TerrainSamples {
  readonly latDeg: ArrayLike<number>;
  readonly lonDeg: ArrayLike<number>;
  /** m; heights[row × lonDeg.length + column], a row a latitude. */
  readonly heights: ArrayLike<number>;
}

/** One example run, told as a timeline. */
export interface ExampleRun {
  readonly variant: string;
  readonly replication: number;
  readonly stepS: number;
  readonly events: readonly SimulationEvent[];
}

/** What a report is made from. Optional parts are left out of the page where they are not given. */
export interface ReportInput {
  readonly result: StudyResult;
  readonly study: Study;
  /** The baseline variant at nominal values. */
  readonly scenario: ResolvedScenario;
  readonly catalogue: {
    readonly presets: ReadonlyMap<string, { readonly title: string; readonly note?: string }>;
    readonly sources: ReadonlyMap<string, Source>;
  };
  /** Version of Parapet. */
  readonly version?: string;
  readonly claim?: ClaimRecord;
  readonly land?: readonly LandFeature[];
  readonly terrain?: TerrainSamples;
  /** Coverage by variant, in the order of `study.coverage.altitudesM`. */
  readonly coverage?: Readonly<Record<string, CoverageGrid>>;
  readonly example?: ExampleRun;
  /** Assumptions changed from outside with `--set`, for the command that runs the study again. */
  readonly set?: Readonly<Record<string, number | string | boolean | null>>;
  /** A DOM document, for the charts (jsdom's in Node). Its type is not known here: the floor has no DOM. */
  readonly document: unknown;
}
