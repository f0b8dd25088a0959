import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { openDatabase } from '../../platform/database';

/** A message of PostgreSQL's protocol: its letter, its length, its content. */
function message(letter: string, content: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(letter);
  head.writeInt32BE(content.length + 4, 1);
  return Buffer.concat([head, content]);
}

const WELCOME = [message('R', Buffer.alloc(4)), message('Z', Buffer.from('I'))];
const LAST_WORDS = message(
  'E',
  Buffer.from('SFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0'),
);

test('a server that is killed just as it has taken a connection fails a statement, and not the process', async () => {
  const dying = createServer((socket) => {
    socket.once('data', () => socket.end(Buffer.concat([...WELCOME, LAST_WORDS])));
    socket.on('error', () => undefined);
  });
  dying.listen(0, '127.0.0.1');
  await once(dying, 'listening');
  const { port } = dying.address() as AddressInfo;
  const database = openDatabase(`postgresql://somebody@127.0.0.1:${port}/fullcircle`);
  try {
    await expect(database.$transaction((tx) => tx.person.count())).rejects.toThrow();
    await expect(database.person.count()).rejects.toThrow();
  } finally {
    await database.$disconnect();
    dying.close();
  }
});
