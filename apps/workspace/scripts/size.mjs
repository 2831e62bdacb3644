// Fails when what the first page needs before it can be used exceeds its budget: every script and style that the
// entry reaches by static import, and the largest of the languages' first halves (one is loaded before the first paint).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const budget = 300 * 1024;
const dist = new URL('../dist/', import.meta.url).pathname;
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
const gzipped = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;

/** Files that come with a chunk, itself included. */
function closure(...keys) {
  const files = new Set();
  const seen = new Set();
  const visit = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    const chunk = manifest[key];
    files.add(chunk.file);
    chunk.css?.forEach((file) => files.add(file));
    chunk.imports?.forEach(visit);
  };
  keys.forEach(visit);
  return files;
}

const sum = (files) => [...files].reduce((total, file) => total + gzipped(file), 0);
const kb = (bytes) => `${(bytes / 1024).toFixed(1)} kB`;

/** The largest file of a half, one of which is loaded. */
const texts = (half) => Object.keys(manifest).filter((key) => key.endsWith(`.json?${half}`)).sort((a, b) => gzipped(manifest[b].file) - gzipped(manifest[a].file))[0];
const first = closure('index.html', texts('first'));
const total = sum(first);
for (const file of [...first].sort((a, b) => gzipped(b) - gzipped(a))) console.log(`${kb(gzipped(file)).padStart(10)}  ${file}`);
console.log(`${kb(total).padStart(10)}  first page, gzipped (budget ${kb(budget)})`);
for (const page of ['Today', 'Trace', 'Lots', 'Captures', 'Capture', 'Networks', 'Users', 'Invitations', 'Roles', 'Policy', 'Company', 'Tenants', 'Tenant', 'Applications', 'SignIns', 'Audit']) {
  const key = Object.keys(manifest).find((one) => one.endsWith(`/${page}Page.tsx`));
  const more = [...closure(key, 'src/app/Shell.tsx', texts('rest'))].filter((file) => !first.has(file));
  console.log(`${kb(sum(more)).padStart(10)}  more for ${page}, with the frame and its texts`);
}
if (total > budget) {
  console.error(`The first page must load at most ${kb(budget)} gzipped, was ${kb(total)}: load what it does not show when it is needed.`);
  process.exit(1);
}
