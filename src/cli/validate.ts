import type { Command } from 'commander';
import { formatIssue } from '../index.js';
import { loadProject, must, validateFile } from '../node/index.js';
import { EXIT, note, noteWarnings, print, printJson } from './output.js';

export function addValidate(program: Command): void {
  program
    .command('validate')
    .description('check scenarios, studies and presets, and tell every error with its place')
    .argument('<file...>', 'files, told apart by what they hold')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  parapet validate scenarios/anatolia.yaml studies/stands-alone.yaml')
    .action((files: string[], { json }: { json?: boolean }) => {
      const project = must(loadProject());
      const found = files.map((file) => validateFile(file, project));
      if (json) {
        printJson({
          files: found.map(({ file, kind, issues, warnings }) => ({
            file,
            kind,
            valid: issues.length === 0,
            issues,
            warnings,
          })),
        });
      }
      for (const { file, kind, issues, warnings } of found) {
        noteWarnings(warnings);
        if (issues.length > 0) note(issues.map(formatIssue).join('\n'));
        else if (!json) print(`✔ ${file}: ${kind}`);
      }
      const errors = found.reduce((sum, { issues }) => sum + issues.length, 0);
      if (errors > 1) note(`${errors} errors`);
      if (errors > 0) process.exitCode = EXIT.input;
    });
}
