/** A number for people: about three significant digits, thousands apart by a thin space, no exponent below 10²¹. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  return fixed(value, size >= 100 || size === 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4);
}

/** The same with its sign, for differences. */
export const formatSigned = (value: number): string => (value > 0 ? `+${formatNumber(value)}` : formatNumber(value));

/** A value and its interval with as many decimals as show the interval's width: never `1 [1 to 1]`. */
export function formatInterval(value: number, low: number, high: number, signed = false): string {
  let decimals = 0;
  for (let width = high - low; width > 0 && width < 20 && decimals < 9; width *= 10) decimals++;
  const show = (x: number): string => (signed && x > 0 ? `+${fixed(x, decimals)}` : fixed(x, decimals));
  return `${show(value)} [${show(low)} to ${show(high)}]`;
}

function fixed(value: number, decimals: number): string {
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split('.');
  const digits = (fraction ?? '').replace(/0+$/, '');
  const text = `${whole.replace(/\B(?=(\d{3})+$)/g, value >= 10_000 || value <= -10_000 ? '\u2009' : '')}${digits ? `.${digits}` : ''}`;
  return value < 0 && text !== '0' ? `−${text}` : text;
}
