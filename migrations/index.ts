import { Tables1764000000000 } from './1764000000000-tables.js';
import { Tenancy1764000100000 } from './1764000100000-tenancy.js';
import { WholeCatalogue1764000200000 } from './1764000200000-whole-catalogue.js';
import { WhoMayEnter1764000300000 } from './1764000300000-who-may-enter.js';
import { Reach1764000400000 } from './1764000400000-reach.js';
import { Jobs1764000500000 } from './1764000500000-jobs.js';
import { LinkOrigin1764000600000 } from './1764000600000-link-origin.js';
import { TreatedClients1764000700000 } from './1764000700000-treated-clients.js';
import { Prints1764001000000 } from './1764001000000-prints.js';
import { GenogramLayout1764001100000 } from './1764001100000-genogram-layout.js';
import { SessionPlace1764001200000 } from './1764001200000-session-place.js';
import { OfficeLinks1764001205000 } from './1764001205000-office-links.js';
import { OfficeWorksheets1764001210000 } from './1764001210000-office-worksheets.js';
import { Embedding1764001300000 } from './1764001300000-embedding.js';
import { HandedIn1764001400000 } from './1764001400000-handed-in.js';

/** In the order in which they run. A migration that has been released is never changed. */
export const migrations = [
  Tables1764000000000,
  Tenancy1764000100000,
  WholeCatalogue1764000200000,
  WhoMayEnter1764000300000,
  Reach1764000400000,
  Jobs1764000500000,
  LinkOrigin1764000600000,
  TreatedClients1764000700000,
  Prints1764001000000,
  GenogramLayout1764001100000,
  SessionPlace1764001200000,
  OfficeLinks1764001205000,
  OfficeWorksheets1764001210000,
  Embedding1764001300000,
  HandedIn1764001400000,
];
