import {
  type Category,
  chain,
  compound,
  explicit,
  extended,
  type Field,
  fixed,
  flags,
  hex,
  icao,
  repetitive,
  signed,
  spare,
  unsigned,
} from './grammar.js';
import { DAY_STEP, FOOT, NAUTICAL_MILE, RHO_STEP, SPEED_STEP, TURN_16_DEG } from './scale.js';

const pulses = (...names: string[]): Field[] => flags(...names.map((name) => `Q${name}`));
const MODE_3A_PULSES = pulses('A4', 'A2', 'A1', 'B4', 'B2', 'B1', 'C4', 'C2', 'C1', 'D4', 'D2', 'D1');
const MODE_C_PULSES = pulses('C1', 'A1', 'C2', 'A2', 'C4', 'A4', 'B1', 'D1', 'B2', 'D2', 'B4', 'D4');

/**
 * Monoradar target reports: EUROCONTROL Specification for Surveillance Data Exchange ASTERIX Part 4, Category 048,
 * EUROCONTROL-SPEC-0149-4, edition 1.32, 1 July 2024. Editions from 1.15 on have the same profile; later ones add extents.
 */
export const CAT048: Category = {
  category: 48,
  edition: '1.32',
  profile: [
    ['010', fixed(unsigned('SAC', 8), unsigned('SIC', 8))],
    ['140', fixed(unsigned('time', 24, DAY_STEP))],
    [
      '020',
      extended(
        [unsigned('TYP', 3), ...flags('SIM', 'RDP', 'SPI', 'RAB')],
        [...flags('TST', 'ERR', 'XPP', 'ME', 'MI'), unsigned('FOEFRI', 2)],
        [...flags('ADSBEP', 'ADSB', 'SCNEP', 'SCN', 'PAIEP', 'PAI'), spare(1)],
        [...flags('ACASXVEP'), unsigned('ACASXV', 4), ...flags('POXPREP', 'POXPR')],
        [...flags('POACTEP', 'POACT', 'DTFXPREP', 'DTFXPR', 'DTFACTEP', 'DTFACT'), spare(1)],
        [...flags('IRMXPREP', 'IRMXPR', 'IRMACTEP', 'IRMACT'), spare(3)],
      ),
    ],
    ['040', fixed(unsigned('rho', 16, RHO_STEP), unsigned('thetaDeg', 16, TURN_16_DEG))],
    ['070', fixed(...flags('V', 'G', 'L'), spare(1), unsigned('mode3A', 12))],
    ['090', fixed(...flags('V', 'G'), signed('flightLevel', 14, 0.25))],
    [
      '130',
      compound(
        ['SRL', fixed(unsigned('runLengthDeg', 8, 360 / 8192))],
        ['SRR', fixed(unsigned('replies', 8))],
        ['SAM', fixed(signed('amplitudeDbm', 8))],
        ['PRL', fixed(unsigned('runLengthDeg', 8, 360 / 8192))],
        ['PAM', fixed(signed('amplitudeDbm', 8))],
        ['RPD', fixed(signed('rangeDifference', 8, RHO_STEP))],
        ['APD', fixed(signed('azimuthDifferenceDeg', 8, 360 / 16384))],
      ),
    ],
    ['220', fixed(unsigned('address', 24))],
    ['240', fixed(icao('identification', 8))],
    ['250', repetitive(hex('data', 7), unsigned('BDS1', 4), unsigned('BDS2', 4))],
    ['161', fixed(spare(4), unsigned('track', 12))],
    ['042', fixed(signed('x', 16, NAUTICAL_MILE / 128), signed('y', 16, NAUTICAL_MILE / 128))],
    ['200', fixed(unsigned('groundSpeed', 16, SPEED_STEP), unsigned('headingDeg', 16, TURN_16_DEG))],
    [
      '170',
      extended(
        [...flags('CNF'), unsigned('RAD', 2), ...flags('DOU', 'MAH'), unsigned('CDM', 2)],
        [...flags('TRE', 'GHO', 'SUP', 'TCC'), spare(3)],
      ),
    ],
    [
      '210',
      fixed(
        unsigned('sigmaX', 8, NAUTICAL_MILE / 128),
        unsigned('sigmaY', 8, NAUTICAL_MILE / 128),
        unsigned('sigmaSpeed', 8, SPEED_STEP),
        unsigned('sigmaHeadingDeg', 8, 360 / 4096),
      ),
    ],
    ['030', chain(unsigned('code', 7))],
    ['080', fixed(spare(4), ...MODE_3A_PULSES)],
    ['100', fixed(...flags('V', 'G'), spare(2), unsigned('modeC', 12), spare(4), ...MODE_C_PULSES)],
    ['110', fixed(spare(2), signed('height', 14, 25 * FOOT))],
    [
      '120',
      compound(
        ['CAL', fixed(...flags('D'), spare(5), signed('dopplerSpeed', 10))],
        ['RDS', repetitive(unsigned('dopplerSpeed', 16), unsigned('ambiguity', 16), unsigned('frequencyMHz', 16))],
      ),
    ],
    [
      '230',
      fixed(
        unsigned('COM', 3),
        unsigned('STAT', 3),
        ...flags('SI'),
        spare(1),
        ...flags('MSSC', 'ARC', 'AIC', 'B1A'),
        unsigned('B1B', 4),
      ),
    ],
    ['260', fixed(hex('advisory', 7))],
    ['055', fixed(...flags('V', 'G', 'L'), unsigned('mode1', 5))],
    ['050', fixed(...flags('V', 'G', 'L'), spare(1), unsigned('mode2', 12))],
    ['065', fixed(spare(3), ...pulses('A4', 'A2', 'A1', 'B2', 'B1'))],
    ['060', fixed(spare(4), ...MODE_3A_PULSES)],
    ['SP', explicit],
    ['RE', explicit],
  ],
};
