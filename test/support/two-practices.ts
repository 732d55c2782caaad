import { startTestApp, type TestApp } from './app.js';
import { connectTo, type Sql } from './sql.js';
import { makeWorld, type World } from './world.js';

/** The product with two practices, each with one of everything: what a test of the walls between them stands on. */
export interface TwoPractices {
  readonly app: TestApp;
  /** Sees what is really in the tables. */
  readonly owner: Sql;
  readonly here: World;
  readonly there: World;
  stop(): Promise<void>;
}

/** Starts the product on a database of its own and fills both practices. */
export async function startTwoPractices(...options: Parameters<typeof startTestApp>): Promise<TwoPractices> {
  const app = await startTestApp(...options);
  const owner = await connectTo(app.database.url);
  const here = await makeWorld(app);
  const there = await makeWorld(app);
  return {
    app,
    owner,
    here,
    there,
    async stop() {
      await owner.end();
      await app.stop();
    },
  };
}
