export type { BankKernel } from './filter.js';
export { createModeBank, type ModeBank } from './mode-bank.js';
export { modeBankConfigOf } from './mode-bank.schema.js';
export { MODE_BANK_DEFAULTS, type ModeBankConfig } from './settings.js';
