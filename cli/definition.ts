import path from 'node:path';
import type { Definition } from '../programs';
import { Usage } from './failure';
import { lazily } from './lazily';

/** A definition by the path of its file, or by the id of a program that comes with the product. */
export function definitionNamed(name: string): Definition {
  const { loadDefinition, shippedPrograms } = lazily.programs();
  if (/[./\\]/.test(name)) return loadDefinition(name).definition;
  const shipped = shippedPrograms();
  const file = shipped.find((one) => path.basename(one, '.yaml') === name);
  if (!file) {
    const ids = shipped.map((one) => path.basename(one, '.yaml'));
    throw new Usage(
      `"${name}" is no program that comes with Full Circle (${ids.join(', ')}); give the path of your definition.`,
    );
  }
  return loadDefinition(file).definition;
}
