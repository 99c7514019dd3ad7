import { type Category, compound, explicit, fixed, flags, repetitive, signed, spare, unsigned } from './grammar.js';
import { DAY_STEP, NAUTICAL_MILE, POSITION_24_DEG, RHO_STEP, TURN_16_DEG } from './scale.js';

/** Message types of I034/000 that tell where the antenna points. */
export const NORTH_MARKER = 1;
export const SECTOR_CROSSING = 2;

const antenna = [...flags('ANT'), unsigned('CHAB', 2), ...flags('OVL', 'MSC')];

/**
 * Monoradar service messages: EUROCONTROL Specification for Surveillance Data Exchange ASTERIX Part 2b, Category 034,
 * EUROCONTROL-SPEC-0149-2b, edition 1.29, 15 March 2021.
 */
export const CAT034: Category = {
  category: 34,
  edition: '1.29',
  profile: [
    ['010', fixed(unsigned('SAC', 8), unsigned('SIC', 8))],
    ['000', fixed(unsigned('type', 8))],
    ['030', fixed(unsigned('time', 24, DAY_STEP))],
    ['020', fixed(unsigned('sectorDeg', 8, 360 / 256))],
    ['041', fixed(unsigned('period', 16, 1 / 128))],
    [
      '050',
      compound(
        ['COM', fixed(...flags('NOGO', 'RDPC', 'RDPR', 'OVLRDP', 'OVLXMT', 'MSC', 'TSV'), spare(1))],
        null,
        null,
        ['PSR', fixed(...antenna, spare(3))],
        ['SSR', fixed(...antenna, spare(3))],
        [
          'MDS',
          fixed(
            ...flags('ANT'),
            unsigned('CHAB', 2),
            ...flags('OVLSUR', 'MSC', 'SCF', 'DLF', 'OVLSCF', 'OVLDLF'),
            spare(7),
          ),
        ],
      ),
    ],
    [
      '060',
      compound(
        ['COM', fixed(spare(1), unsigned('REDRDP', 3), unsigned('REDXMT', 3), spare(1))],
        null,
        null,
        ['PSR', fixed(...flags('POL'), unsigned('REDRAD', 3), unsigned('STC', 2), spare(2))],
        ['SSR', fixed(unsigned('REDRAD', 3), spare(5))],
        ['MDS', fixed(unsigned('REDRAD', 3), ...flags('CLU'), spare(4))],
      ),
    ],
    ['070', repetitive(unsigned('TYP', 5), unsigned('count', 11))],
    [
      '100',
      fixed(
        unsigned('rhoStart', 16, RHO_STEP),
        unsigned('rhoEnd', 16, RHO_STEP),
        unsigned('thetaStartDeg', 16, TURN_16_DEG),
        unsigned('thetaEndDeg', 16, TURN_16_DEG),
      ),
    ],
    ['110', fixed(unsigned('TYP', 8))],
    ['120', fixed(signed('height', 16), signed('latDeg', 24, POSITION_24_DEG), signed('lonDeg', 24, POSITION_24_DEG))],
    ['090', fixed(signed('rangeError', 8, NAUTICAL_MILE / 128), signed('azimuthErrorDeg', 8, 360 / 16384))],
    ['RE', explicit],
    ['SP', explicit],
  ],
};
