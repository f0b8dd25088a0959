import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { createFullCircle } from '../../client/fullCircle';
import { openDevServer } from '../support/devServer';
import { eventually } from '../support/eventually';

/** On a real server, which knows how to delete. */
test('a workflow that is forgotten is ended, and nothing of it can be read any more', async () => {
  const server = await openDevServer();
  const connection = await Connection.connect({ address: server.address });
  try {
    const client = new Client({ connection });
    const workflowId = `journey-${randomUUID()}`;
    await client.workflow.start('journey', { workflowId, taskQueue: `nobody-${workflowId}`, args: [] });
    const { histories } = createFullCircle(client);
    expect(await histories.forget([workflowId, `journey-${randomUUID()}`])).toEqual({
      forgotten: 2,
      left: 0,
    });
    // The server deletes beside other work, when it has time for it.
    await eventually('its history is gone', () =>
      client.workflow
        .getHandle(workflowId)
        .fetchHistory()
        .then(
          () => false,
          (error: unknown) => /not found/i.test(String(error)),
        ),
    );
    expect(await histories.forget([workflowId])).toEqual({ forgotten: 1, left: 0 });
  } finally {
    await connection.close();
    await server.stop();
  }
});
