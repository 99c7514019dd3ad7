export {
  missingTrafficColumns,
  readTraffic,
  TRAFFIC_COLUMNS,
  type Traffic,
  type TrafficFlight,
  type TrafficProblem,
} from './traffic.js';
