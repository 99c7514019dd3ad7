import { Decimal } from 'decimal.js';
import { expect, test } from 'vitest';
import { asinh, atanh, cosh, sinh } from './index.js';

const D = Decimal.clone({ precision: 45 });
/** Greatest relative error, in units of 2^-53, over arguments of both signs from 1e-9 to `most`. */
function worst(f: (x: number) => number, exact: (x: Decimal) => Decimal, most: number): number {
  let error = 0;
  for (let i = 0; i < 600; i++) {
    const size = 10 ** (-9 + ((9 + Math.log10(most)) * i) / 599);
    // A whole number of 2^-40, so that decimal arithmetic is given exactly what the function is given.
    const steps = Math.round((i % 2 === 0 ? size : -size) * 2 ** 40);
    const x = steps / 2 ** 40;
    const value = exact(new D(steps).div(2 ** 40));
    error = Math.max(
      error,
      value
        .minus(f(x))
        .div(value)
        .abs()
        .times(2 ** 53)
        .toNumber(),
    );
  }
  return error;
}

test.each([
  ['sinh', sinh, (x: Decimal) => x.sinh(), 700],
  ['cosh', cosh, (x: Decimal) => x.cosh(), 700],
  ['asinh', asinh, (x: Decimal) => x.asinh(), 1e3],
  ['atanh', atanh, (x: Decimal) => x.atanh(), 0.999],
] as const)('%s is within three units of the last place of 45-digit arithmetic', (_, f, exact, most) => {
  expect(worst(f, exact, most)).toBeLessThan(6);
});
