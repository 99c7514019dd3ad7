/** Columns of a sample along a ground track. */
export const SAMPLE = {
  /** Normal of the ellipsoid below. */
  nx: 0,
  ny: 1,
  nz: 2,
  /** Heading, unit tangent in the sphere of normals. */
  tx: 3,
  ty: 4,
  tz: 5,
  /** Length of the track from the sample before, m. */
  length: 6,
  speed: 7,
  /** Greatest slope, climb over speed. */
  climb: 8,
  altitude: 9,
  /** Height of the ground, −∞ where it cannot matter. */
  ground: 10,
  /** Clearance to keep over it. */
  clearance: 11,
} as const;

const WIDTH = 12;

/** Samples in rows of WIDTH, in a buffer that grows and is used again. */
export interface Trace {
  count: number;
  samples: Float64Array;
  /** Offset of a new sample. */
  next(): number;
  setHeading(offset: number, heading: Float64Array): void;
}

export const sampleOffset = (index: number): number => index * WIDTH;

export function makeTrace(): Trace {
  return {
    count: 0,
    samples: new Float64Array(WIDTH * 4096),
    next() {
      const offset = this.count * WIDTH;
      this.count++;
      if (offset + WIDTH > this.samples.length) {
        const larger = new Float64Array(2 * this.samples.length);
        larger.set(this.samples);
        this.samples = larger;
      }
      return offset;
    },
    setHeading(offset, heading) {
      this.samples[offset + SAMPLE.tx] = heading[0];
      this.samples[offset + SAMPLE.ty] = heading[1];
      this.samples[offset + SAMPLE.tz] = heading[2];
    },
  };
}
