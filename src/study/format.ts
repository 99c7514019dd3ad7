/** A number for people: about four significant digits, thousands with a thin gap, no exponent below 10¹⁵. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 10_000) return grouped(Math.round(value));
  const decimals = size >= 100 || size === 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4;
  const text = value.toFixed(decimals);
  const trimmed = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return trimmed === '-0' ? '0' : trimmed.replace('-', '−');
}

/** The same with its sign, for differences. */
export const formatSigned = (value: number): string => (value > 0 ? `+${formatNumber(value)}` : formatNumber(value));

function grouped(value: number): string {
  const digits = String(Math.abs(value)).replace(/\B(?=(\d{3})+$)/g, ' ');
  return value < 0 ? `−${digits}` : digits;
}
