import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url).pathname;

test('the example of the page on tracking as a library runs, and finds its one target', async () => {
  const page = readFileSync(join(root, 'docs/models/tracking-library.md'), 'utf8');
  const [, code] = /```js\n([\s\S]*?)```/.exec(page)!;
  const folder = mkdtempSync(join(root, 'dist/example-'));
  try {
    const file = join(folder, 'example.mjs');
    writeFileSync(file, code.replace("'parapet'", JSON.stringify(pathToFileURL(join(root, 'dist/index.js')).href)));
    const { picture } = await import(/* @vite-ignore */ pathToFileURL(file).href);
    expect(picture).toHaveLength(1);
    const [x, y, z, vx] = picture[0].state;
    expect([x / 1000, y / 1000, z / 1000].map(Math.round)).toEqual([12, 50, 3]);
    expect(Math.abs(vx - 200)).toBeLessThan(5);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
