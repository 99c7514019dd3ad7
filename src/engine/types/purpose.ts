/**
 * What a random draw is for. A draw is keyed by (seed, replication, entity, other entity, purpose, tick), so adding an
 * entity or a purpose never shifts another's draws. Numbers are part of the digest contract: append, never renumber; 5 has
 * been used.
 */
export const PURPOSE = {
  parameter: 1,
  detection: 2,
  falseAlarmCount: 3,
  falseAlarmPosition: 4,
  linkLoss: 6,
  kill: 7,
  killAssessment: 8,
  reaction: 9,
  traffic: 10,
  readiness: 11,
  scanPhase: 12,
  transcription: 20,
  translation: 21,
  reportLoss: 22,
  transponderFailure: 25,
  falseTransponder: 26,
  emitterBearing: 27,
  emitterType: 28,
  decision: 30,
  commonCause: 40,
  airway: 50,
  scatter: 51,
  sidestep: 52,
  transponderLoss: 53,
  postureStep: 35,
  dutyPhase: 36,
  dutyDelay: 37,
  emitterChoice: 38,
  emitterError: 39,
} as const;
export type Purpose = (typeof PURPOSE)[keyof typeof PURPOSE];
