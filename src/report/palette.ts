/**
 * Colours that the common kinds of colour blindness keep apart, and that differ in lightness too. Allegiances and land
 * after Okabe and Ito, Color Universal Design, 2008 (vermilion, blue, grey).
 */
export const PALETTE = {
  hostile: '#c8102e',
  friendly: '#0072b2',
  civil: '#6f7378',
  ink: '#1b1f24',
  quiet: '#59616a',
  line: '#c9ced4',
  baseline: '#5b3a8c',
  compared: '#00786c',
  extra: '#495057',
  sensitivity: '#8b929a',
  reach: '#8a5a00',
  sea: '#e4edf3',
  land: '#f7f6f1',
  border: '#b3b1a8',
  covered: '#5b3a8c',
  added: '#7cc9bb',
  fails: '#f6d5d0',
  least: '#d55e00',
  most: '#0072b2',
} as const;

/** Fills of what one, two, and three or more sensors see: one hue, light to dark. */
export const SEEN_BY = ['#cfc6e6', '#9b88c9', '#5b3a8c'] as const;

/** Fills of land above each height, m: light to darker, under everything else. */
export const RELIEF: readonly { readonly aboveM: number; readonly fill: string }[] = [
  { aboveM: 500, fill: '#f0ede2' },
  { aboveM: 1000, fill: '#e7e2d1' },
  { aboveM: 1500, fill: '#ddd5bf' },
  { aboveM: 2000, fill: '#d1c7ac' },
  { aboveM: 3000, fill: '#c3b797' },
];
