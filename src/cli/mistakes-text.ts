import { formatNumber, type MistakenEngagement } from '../index.js';

const IDENTITY_WORDS: Readonly<Record<string, string>> = { assumedFriend: 'assumed friend' };
const inWords = (identity: string): string => IDENTITY_WORDS[identity] ?? identity;

/** Friendly and civil aircraft that were engaged, each with what its track was taken for in turn, and why. */
export function tellMistakes(mistakes: readonly MistakenEngagement[]): string[] {
  return mistakes.flatMap((mistake) => {
    const { object, allegiance, preset, fireUnit, post, track, timeS, aimed, identity, result, evidence } = mistake;
    const how = aimed
      ? `engaged at ${formatNumber(timeS)} s by ${fireUnit} of ${post} as track ${track}, identified ${inWords(identity)}`
      : `hit at ${formatNumber(timeS)} s by ${fireUnit} of ${post}, which fired at track ${track} (${inWords(identity)})`;
    return [
      `✖ ${allegiance} ${preset} ${object} ${how}: ${result}`,
      ...evidence.map(
        (link) =>
          `    ${formatNumber(link.timeS)} s  ${inWords(link.identity)}${link.because ? `: ${link.because}` : ''}`,
      ),
    ];
  });
}
