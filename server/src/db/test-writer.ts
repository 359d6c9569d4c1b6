import { openDatabase } from './connect.ts';

/**
 * A program that the fault tests start and kill. It opens the data folder, says `opened VERSION`, and with `writeFrom`
 * inserts that number and those after it over four connections, printing each number when its commit was acknowledged. An insert that
 * fails is not tried again: nobody was told that it is there. SIGTERM closes the database and ends with 0.
 */
export type Order = {
  readonly dataDir: string;
  readonly writeFrom?: number;
  readonly durable?: boolean;
  readonly asRoot?: 'namespace' | 'user';
  readonly systemFolder?: string;
  readonly options?: Record<string, string>;
};

const LANES = 4;

/** Several writers may begin at once. */
const LEDGER = `do $$ begin
  perform pg_advisory_xact_lock(1);
  create table if not exists ledger (n integer primary key);
  grant select, insert on ledger to sunlot_app;
end $$`;

async function main(order: Order): Promise<void> {
  const { dataDir, writeFrom, ...embedded } = order;
  const database = await openDatabase({ dataDir, embedded });
  let stopping = false;
  process.once('SIGTERM', () => {
    stopping = true;
  });
  process.stdout.write(`opened ${database.version}\n`);
  if (writeFrom !== undefined) {
    await database.ownerQuery(LEDGER);
    let next = writeFrom;
    const lane = async () => {
      while (!stopping) {
        const n = next;
        next += 1;
        await database.pool.query('insert into ledger values ($1)', [n]).then(
          () => process.stdout.write(`${n}\n`),
          () => new Promise((resolve) => setTimeout(resolve, 20)),
        );
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }
  while (!stopping) await new Promise((resolve) => setTimeout(resolve, 20));
  await database.close();
}

await main(JSON.parse(process.argv[2]!) as Order);
