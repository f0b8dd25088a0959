import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundleWorkflowCode, type WorkflowBundle } from '@temporalio/worker';

const ROOT = resolve(__dirname, '..');
/** What workflow code is made of; the bundle is made anew when any of it, or the SDK, changes. */
const SOURCES = ['workflows', 'domain', 'platform/failureConverter.ts', 'package-lock.json'];

/**
 * The workflow bundle, made once per content: webpack takes seconds, and a restart at night should not.
 * @param cacheDir folder that keeps bundles between runs
 */
export async function workflowBundle(
  cacheDir = join(ROOT, 'node_modules/.cache/full-circle'),
): Promise<WorkflowBundle> {
  const file = join(cacheDir, `workflows-${contentHash()}.js`);
  if (existsSync(file)) return { code: readFileSync(file, 'utf8') };
  const { code } = await bundleWorkflowCode({
    workflowsPath: require.resolve('../workflows'),
    failureConverterPath: require.resolve('../platform/failureConverter'),
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn: console.warn, error: console.error },
  });
  mkdirSync(cacheDir, { recursive: true });
  // Written aside and renamed, so that a worker starting at the same time never reads half a bundle.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, code);
  renameSync(draft, file);
  return { code };
}

function contentHash(): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of filesUnder(join(ROOT, source))) {
      hash.update(file.slice(ROOT.length)).update(readFileSync(file));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return [];
  if (/\.[a-z]+$/.test(path)) return [path];
  return readdirSync(path, { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory() || /\.tsx?$/.test(entry.name) ? filesUnder(join(path, entry.name)) : [],
    )
    .sort();
}
