import { createFullCircle } from '../../client/fullCircle';
import { EVERYWHERE, type Caller } from '../../office/access';
import { createOffice, type Office } from '../../office/office';
import { systemClock } from '../../platform/clock';
import { loadConnections } from '../../platform/config';
import { openDatabase, type Database } from '../../platform/database';
import { openTemporal } from '../../platform/temporal';
import type { Client } from '@temporalio/client';
import { Phones } from './phones';
import type { Product } from './product';
import type { Surroundings } from './surroundings';

export const COORDINATOR: Caller = { actor: 'account:coordinator', scope: EVERYWHERE, via: 'cli' };

/** The running product as staff and the carrier see it, from outside its processes. */
export interface World {
  product: Product;
  around: Surroundings;
  database: Database;
  temporal: Client;
  office: Office;
  phones: Phones;
  close(): Promise<void>;
}

export function openWorld(product: Product, around: Surroundings): World {
  // Its secrets are the product's; its connections go past the proxies.
  const env = { ...product.run.env, ...around.env };
  const config = loadConnections({ ...process.env, ...env });
  const database = openDatabase(config.databaseUrl, { connections: 8 });
  const temporal = openTemporal(config);
  const fullCircle = createFullCircle(temporal.client, { taskQueue: config.temporal.taskQueue });
  return {
    product,
    around,
    database,
    temporal: temporal.client,
    office: createOffice({ database, fullCircle, clock: systemClock }),
    phones: new Phones(env),
    async close() {
      await temporal.close();
      await database.$disconnect();
    },
  };
}
