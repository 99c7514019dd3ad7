export { CAPTURE_PROBLEMS, type Capture, type CaptureCounts, type UdpPayload } from './capture.js';
export { captureForm, readCapture } from './read-capture.js';
