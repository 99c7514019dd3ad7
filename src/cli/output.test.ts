import { afterEach, expect, test, vi } from 'vitest';
import { inputError } from '../index.js';
import { EXIT, reportFailure } from './output.js';

const written: string[] = [];
vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
  written.push(String(text));
  return true;
});
afterEach(() => {
  written.length = 0;
  vi.unstubAllEnvs();
});

test('a fault of ours says so, asks for a report and ends with 3, without a stack trace', () => {
  expect(reportFailure(new Error('the model broke'))).toBe(EXIT.fault);
  const text = written.join('');
  expect(text).toMatch(/^✖ Parapet failed: the model broke\n {2}This is a fault of Parapet/);
  expect(text).not.toContain('    at ');
});

test('with PARAPET_DEBUG=1 the stack trace is told', () => {
  vi.stubEnv('PARAPET_DEBUG', '1');
  reportFailure(new Error('the model broke'));
  expect(written.join('')).toContain('    at ');
});

test('a mistake of the input is told issue by issue, counted, and ends with 2', () => {
  const issue = {
    code: 'SCN-014',
    message: 'range must be 1–9 km; got 0 km',
    file: 'a.yaml',
    line: 4,
    column: 2,
    path: 'x',
  } as const;
  expect(reportFailure(inputError([issue, { ...issue, line: 5 }]))).toBe(EXIT.input);
  expect(written.join('')).toBe(
    '✖ range must be 1–9 km; got 0 km (SCN-014)\n  → a.yaml:4:2 x\n✖ range must be 1–9 km; got 0 km (SCN-014)\n  → a.yaml:5:2 x\n2 errors\n',
  );
});
