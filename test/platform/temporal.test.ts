import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { newCodecKey, parseCodecKeys } from '../../platform/codec';
import { openTemporal } from '../../platform/temporal';

describe('a client of Temporal', () => {
  test('closes in order although calls of it are about to be tried again, on a machine that is late', async () => {
    const server = createServer((socket) => socket.on('error', () => undefined).destroy()).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const temporal = openTemporal({
      temporal: { connection: { address: `127.0.0.1:${port}` }, namespace: 'default', taskQueue: 'test' },
      codecKeys: parseCodecKeys(newCodecKey('test')),
    });
    const planned = jest.spyOn(globalThis, 'setTimeout');
    const call = temporal.client.connection.workflowService.getSystemInfo({}).then(
      () => 'answered',
      () => 'failed',
    );
    const isPlanned = () => planned.mock.calls.some(([then]) => then.name === 'retry');
    while (!isPlanned()) await turn();
    planned.mockRestore();
    // Longer than the delay of the first retry, 204 ms at most: it is overdue when the loop goes on.
    const late = performance.now() + 250;
    while (performance.now() < late);
    await temporal.close();
    expect(await call).toBe('failed');
    server.close();
  });
});
