import { ages, FINAL_ALTITUDE, INTENT, SELECTED_ALTITUDE, WEATHER } from './aircraft.js';
import {
  type Category,
  compound,
  explicit,
  extended,
  fixed,
  flags,
  hex,
  type Item,
  icao,
  repetitive,
  signed,
  spare,
  unsigned,
} from './grammar.js';
import { CLIMB_STEP, DAY_STEP, FOOT, KNOT, POSITION_24_DEG, SPEED_STEP, TURN_16_DEG } from './scale.js';

const time = fixed(unsigned('time', 24, DAY_STEP));
const preciseTime = fixed(unsigned('FSI', 2), unsigned('fraction', 30, 1 / 1073741824));
const address = fixed(unsigned('address', 24));
const geometricHeight = fixed(signed('height', 16, 6.25 * FOOT));
const flightLevel = fixed(signed('flightLevel', 16, 0.25));
/** In 2⁻¹⁴ NM/s where IM is 0, in 0.001 Mach where it is 1. */
const airSpeed = fixed(...flags('IM'), unsigned('raw', 15));
const heading = fixed(unsigned('headingDeg', 16, TURN_16_DEG));
const identification = fixed(icao('identification', 8));
const emitter = fixed(unsigned('ECAT', 8));
const roll = fixed(signed('rollDeg', 16, 0.01));
const source = fixed(unsigned('SAC', 8), unsigned('SIC', 8));
const climb = fixed(...flags('RE'), signed('climb', 15, CLIMB_STEP));

/**
 * ADS-B target reports: EUROCONTROL Specification for Surveillance Data Exchange ASTERIX Part 12, Category 021,
 * EUROCONTROL-SPEC-0149-12, edition 2.6, 21 December 2021. Editions from 2.1 on have the same profile.
 */
export const CAT021: Category = {
  category: 21,
  edition: '2.6',
  profile: [
    ['010', source],
    [
      '040',
      extended(
        [unsigned('ATP', 3), unsigned('ARC', 2), ...flags('RC', 'RAB')],
        [...flags('DCR', 'GBS', 'SIM', 'TST', 'SAA'), unsigned('CL', 2)],
        [spare(1), ...flags('LLC', 'IPC', 'NOGO', 'CPR', 'LDPJ', 'RCF')],
        [...flags('TBCEP'), unsigned('TBC', 6)],
        [...flags('MBCEP'), unsigned('MBC', 6)],
      ),
    ],
    ['161', fixed(spare(4), unsigned('track', 12))],
    ['015', fixed(unsigned('service', 8))],
    ['071', time],
    ['130', fixed(signed('latDeg', 24, POSITION_24_DEG), signed('lonDeg', 24, POSITION_24_DEG))],
    ['131', fixed(signed('latDeg', 32, 180 / 1073741824), signed('lonDeg', 32, 180 / 1073741824))],
    ['072', time],
    ['150', airSpeed],
    ['151', fixed(...flags('RE'), unsigned('airSpeed', 15, KNOT))],
    ['080', address],
    ['073', time],
    ['074', preciseTime],
    ['075', time],
    ['076', preciseTime],
    ['140', geometricHeight],
    [
      '090',
      extended(
        [unsigned('NUCRNACV', 3), unsigned('NUCPNIC', 4)],
        [...flags('NICBARO'), unsigned('SIL', 2), unsigned('NACP', 4)],
        [spare(2), ...flags('SILS'), unsigned('SDA', 2), unsigned('GVA', 2)],
        [unsigned('PIC', 4), spare(3)],
      ),
    ],
    ['210', fixed(spare(1), ...flags('VNS'), unsigned('VN', 3), unsigned('LTT', 3))],
    ['070', fixed(spare(4), unsigned('mode3A', 12))],
    ['230', roll],
    ['145', flightLevel],
    ['152', heading],
    ['200', fixed(...flags('ICF', 'LNAV', 'ME'), unsigned('PS', 3), unsigned('SS', 2))],
    ['155', climb],
    ['157', climb],
    ['160', fixed(...flags('RE'), unsigned('groundSpeed', 15, SPEED_STEP), unsigned('trackDeg', 16, TURN_16_DEG))],
    ['165', fixed(spare(6), signed('turnRateDeg', 10, 1 / 32))],
    ['077', time],
    ['170', identification],
    ['020', emitter],
    ['220', WEATHER],
    ['146', SELECTED_ALTITUDE],
    ['148', FINAL_ALTITUDE],
    ['110', INTENT],
    ['016', fixed(unsigned('reportPeriod', 8, 0.5))],
    ['008', fixed(...flags('RA'), unsigned('TC', 2), ...flags('TS', 'ARV', 'CDTIA', 'NOTTCAS', 'SA'))],
    ['271', extended([spare(2), ...flags('POA', 'CDTIS', 'B2LOW', 'RAS', 'IDENT')], [unsigned('LW', 4), spare(3)])],
    ['132', fixed(signed('amplitudeDbm', 8))],
    ['250', repetitive(hex('data', 7), unsigned('BDS1', 4), unsigned('BDS2', 4))],
    ['260', fixed(hex('advisory', 7))],
    ['400', fixed(unsigned('receiver', 8))],
    [
      '295',
      compound(
        ...ages(0.1, 'AOS', 'TRD', 'M3A', 'QI', 'TI1', 'MAM', 'GH', 'FL', 'SAL', 'FSA', 'AS', 'TAS', 'MH', 'BVR'),
        ...ages(0.1, 'GVR', 'GV', 'TAR', 'TI2', 'TS', 'MET', 'ROA', 'ARA', 'SCC'),
      ),
    ],
    null,
    null,
    null,
    null,
    null,
    ['RE', explicit],
    ['SP', explicit],
  ],
};

const oldClimb: Item = fixed(signed('climb', 16, CLIMB_STEP));

/**
 * ADS-B messages of the first generation: EUROCONTROL Standard Document for Surveillance Data Exchange Part 12,
 * Category 021, edition 0.26, 27 June 2005. Its profile has other items at the same places: the bytes do not tell the edition.
 */
export const CAT021_EDITION_0_26: Category = {
  category: 21,
  edition: '0.26',
  profile: [
    ['010', source],
    [
      '040',
      fixed(
        ...flags('DCR', 'GBS', 'SIM', 'TST', 'RAB', 'SAA', 'SPI'),
        spare(1),
        unsigned('ATP', 3),
        unsigned('ARC', 2),
        spare(3),
      ),
    ],
    ['030', time],
    ['130', fixed(signed('latDeg', 32, 180 / 33554432), signed('lonDeg', 32, 180 / 33554432))],
    ['080', address],
    ['140', geometricHeight],
    ['090', fixed(unsigned('AC', 2), unsigned('MN', 2), unsigned('DC', 2), spare(6), unsigned('PA', 4))],
    ['210', fixed(spare(3), ...flags('DTI', 'MDS', 'UAT', 'VDL', 'OTR'))],
    ['230', roll],
    ['145', flightLevel],
    ['150', airSpeed],
    ['151', fixed(unsigned('airSpeed', 16, KNOT))],
    ['152', heading],
    ['155', oldClimb],
    ['157', oldClimb],
    ['160', fixed(signed('groundSpeed', 16, SPEED_STEP), unsigned('trackDeg', 16, TURN_16_DEG))],
    ['165', extended([unsigned('TI', 2), spare(5)], [signed('turnRateDeg', 7, 0.25)])],
    ['170', identification],
    ['095', fixed(unsigned('velocityAccuracy', 8))],
    ['032', fixed(unsigned('timeAccuracy', 8, 1 / 256))],
    ['200', fixed(unsigned('status', 8))],
    ['020', emitter],
    ['220', WEATHER],
    ['146', SELECTED_ALTITUDE],
    ['148', FINAL_ALTITUDE],
    ['110', INTENT],
    ['070', fixed(...flags('V', 'G', 'L'), spare(1), unsigned('mode3A', 12))],
    ['131', fixed(unsigned('amplitude', 8))],
    null,
    null,
    null,
    null,
    null,
    ['RE', explicit],
    ['SP', explicit],
  ],
};
