import path from 'node:path';

/** The checkout. */
export const ROOT = path.resolve(__dirname, '..');

/** Where things that can be fetched again are kept, apart from anybody's data. */
export function cacheDir(): string {
  return process.env['FULLCIRCLE_CACHE_DIR'] ?? path.join(ROOT, 'node_modules', '.cache', 'full-circle');
}
