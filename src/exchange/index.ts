export {
  BENCH_FORMAT,
  type BenchAnswer,
  type BenchHead,
  type BenchPlots,
  type BenchRadar,
  type BenchScan,
  type BenchTracks,
  type BenchTruth,
  benchScans,
  benchSensor,
  benchTracksDocument,
  readBenchPlots,
  readBenchTracks,
  readBenchTruth,
} from './bench.js';
export { CAPTURE_PROBLEMS, type Capture, type CaptureCounts, type UdpPayload } from './capture.js';
export type { Fault, FaultCode, Read } from './faults.js';
export { captureForm, readCapture } from './read-capture.js';
export {
  missingTrafficColumns,
  readTraffic,
  TRAFFIC_COLUMNS,
  type Traffic,
  type TrafficFlight,
  type TrafficProblem,
} from './traffic.js';
