export { BIAS_TERMS, type BiasTerm, corrected, type SensorBias } from './bias.js';
export { closeWindow, registerFrom, registerScan, type ScanRegistration } from './register-scans.js';
export {
  type EstimatedBias,
  estimatedBiases,
  makeRegistration,
  REGISTRATION_DEFAULTS,
  type Registration,
  type RegistrationConfig,
  takeFlights,
} from './registration.js';
export { type FlightModel, fitFlight, type Sighting } from './shared-flight.js';
