/** What an interceptor's kill probability distinguishes; a command post estimates it from kinematics alone. */
export const TARGET_CLASSES = ['fixedWing', 'cruiseMissile', 'drone', 'ballisticMissile'] as const;
export type TargetClass = (typeof TARGET_CLASSES)[number];

/** Radar bands (IEEE 521 letters) in which signatures are published. */
export const BANDS = ['VHF', 'UHF', 'L', 'S', 'C', 'X', 'Ku'] as const;
export type Band = (typeof BANDS)[number];

/** Truth: whose the object is. */
export type Allegiance = 'hostile' | 'friendly' | 'civil';

/** A decision about a track (the standard identities of STANAG 1241). */
export const IDENTITIES = ['pending', 'unknown', 'assumedFriend', 'friend', 'neutral', 'suspect', 'hostile'] as const;
export type Identity = (typeof IDENTITIES)[number];

/** Swerling fluctuation case. */
export type Fluctuation = 0 | 1 | 2 | 3 | 4;
