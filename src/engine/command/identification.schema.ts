import { z } from 'zod';
import type { Allegiance } from '../types/classes.js';
import { choice, quantity } from '../types/quantity.schema.js';

/** The hypotheses of whose an aircraft is, in the order of every triple of probabilities. */
export const HYPOTHESES = ['hostile', 'friendly', 'civil'] as const satisfies readonly Allegiance[];

/** A mode S address: 24 bits, six hexadecimal digits (ICAO Annex 10, volume III, chapter 9). */
export const modeSAddress = (meaning: string) =>
  z
    .string()
    .superRefine((text, context) => {
      if (/^[0-9a-f]{6}$/i.test(text)) return;
      context.addIssue({ code: 'custom', message: 'a mode S address is six hexadecimal digits' });
    })
    .meta({ description: meaning });

const probability = (meaning: string) => quantity('1', meaning, 0, 1);

/** P(what is seen | whose it is). Its default is assumed. */
const given = (meaning: string, hostile: number, friendly: number, civil: number) =>
  z
    .strictObject({
      hostile: probability('if the aircraft is hostile').default(hostile),
      friendly: probability('if it is friendly').default(friendly),
      civil: probability('if it is civil').default(civil),
    })
    .prefault({})
    .meta({ description: `probability of this, ${meaning}` });

/** Identification by evidence with probabilities; every default is assumed, see docs/models/identification.md. */
export const identificationSchema = z
  .strictObject({
    method: choice(['evidence'], 'evidence: the probability of each allegiance, by Bayes’ rule'),
    prior: z
      .strictObject({
        hostile: probability('share of hostile aircraft among the tracks').default(0.2),
        friendly: probability('share of friendly ones').default(0.3),
        civil: probability('share of civil ones').default(0.5),
      })
      .prefault({})
      .meta({ description: 'what is believed of a track before anything is seen of it; adds up to 1' }),
    iff: z
      .strictObject({
        replyProbability: probability('that a working transponder answers one interrogation').default(0.95),
        strayProbability: probability('that one interrogation is answered by a neighbour’s transponder').default(0.01),
        friendMode: given('that it answers the military modes 4 and 5', 0.001, 0.95, 0.0005),
        civilMode: given('that it answers modes 3/A, C or S alone; what is left answers nothing', 0.05, 0.03, 0.97),
      })
      .prefault({})
      .meta({ description: 'answers to interrogation; a transponder that is silent once stays so' }),
    airspace: z
      .strictObject({
        airway: given('that it keeps to an airway', 0.15, 0.1, 0.85),
        returnCorridor: given('that it keeps to a return corridor; what is left is outside of all', 0.03, 0.5, 0.02),
      })
      .prefault({})
      .meta({ description: 'corridors, where the scenario has any' }),
    flightPlan: z
      .strictObject({
        fits: given('that it is where a flight plan has an aircraft', 0.01, 0.02, 0.9),
        lateralKm: quantity('km', 'departure from the plan’s route that still fits', 0.1, 100).default(9.3),
        timeS: quantity('s', 'departure from the plan’s times that still fits', 1, 3600).default(120),
        verticalM: quantity('m', 'departure from the plan’s altitude that still fits', 10, 5000).default(300),
      })
      .prefault({})
      .meta({ description: 'flight plans, where flights of the scenario have filed any' }),
    address: z
      .strictObject({
        known: given('that it answers mode S with an address on the list', 0.02, 0.05, 0.9),
        list: z
          .array(modeSAddress('mode S address of a civil aircraft'))
          .max(20_000)
          .default([])
          .meta({ description: 'mode S addresses of known civil aircraft, six hexadecimal digits each' }),
      })
      .prefault({})
      .meta({ description: 'mode S addresses, where the list has any and one is answered' }),
    origin: z
      .strictObject({
        hostileArea: given('that its track began over a hostile area', 0.8, 0.1, 0.1),
        friendlyArea: given('that its track began over a friendly area; what is left is elsewhere', 0.03, 0.6, 0.3),
      })
      .prefault({})
      .meta({ description: 'where the track began, where the scenario has areas' }),
    kinematics: z
      .strictObject({
        ballistic: given('that it moves as a ballistic missile', 0.1, 0.0005, 0.0001),
        lowAndFast: given('that it moves low and fast', 0.3, 0.15, 0.01),
        slow: given('that it moves as slowly as a drone', 0.2, 0.1, 0.1),
        supersonic: given('that it is faster than 320 m/s; what is left cruises', 0.1, 0.1, 0.0001),
      })
      .prefault({})
      .meta({ description: 'speed, height and climb' }),
    behaviour: given('that it heads for a defended place by the criteria under hostile', 0.7, 0.15, 0.25),
    emitter: z
      .strictObject({
        hostileType: given('that an emitter of a hostile type is heard from it', 0.3, 0.005, 0.001),
        friendlyType: given('that one of a friendly type is heard', 0.005, 0.3, 0.005),
        civilType: given('that one of a civil type is heard', 0.02, 0.05, 0.5),
      })
      .prefault({})
      .meta({ description: 'what electronic support hears along its bearing; silence says nothing' }),
    reported: z
      .strictObject({
        hostile: given('that another post reports it hostile', 0.8, 0.02, 0.02),
        friend: given('that another post reports it friend or assumed friend', 0.02, 0.8, 0.05),
        neutral: given('that another post reports it neutral', 0.05, 0.1, 0.8),
      })
      .prefault({})
      .meta({ description: 'another post’s word' }),
    largestFactor: quantity('1', 'most by which one piece of evidence changes odds', 2, 1e6).default(1000),
    thresholds: z
      .strictObject({
        hostile: probability('of being hostile, from which on a track is hostile').default(0.95),
        suspect: probability('of being hostile, from which on a track is suspect').default(0.7),
        friend: probability('of being friendly, from which on a track is a friend').default(0.95),
        assumedFriend: probability('of being friendly, from which on a track is an assumed friend').default(0.7),
        neutral: probability('of being civil, from which on a track is neutral').default(0.8),
      })
      .prefault({})
      .meta({ description: 'least probability for each identity; what reaches none is unknown' }),
    keepMargin: quantity('1', 'how far below its threshold an identity is kept', 0, 0.5).default(0.05),
  })
  .meta({
    description:
      'identification by evidence with probabilities; left out: by counting pieces of evidence, as hostile says',
  });
export type IdentificationSpec = z.infer<typeof identificationSchema>;
export type Likelihood = IdentificationSpec['behaviour'];
