import { Injectable } from '@nestjs/common';
import { AuditService } from '../audit/audit.service.js';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type { WorksheetDiff } from '../catalogue/diff.types.js';
import { type Keeps, keepsOf } from '../core/worksheet/diff.js';
import type { Connection, PageArgs } from '../platform/paging/connection.js';
import { AssignmentsService } from './assignments.service.js';
import type { DraftKeeps } from './draft-keeps.types.js';

/** Says what those who are filling a worksheet in would keep in another version of it. */
@Injectable()
export class DraftKeepsService {
  constructor(
    private readonly assignments: AssignmentsService,
    private readonly catalogue: CatalogueService,
    private readonly audit: AuditService,
  ) {}

  /** The open assignments of a worksheet in other versions than `to`, the oldest first, with what each would keep. */
  async page({ from, to }: WorksheetDiff, args: PageArgs): Promise<Connection<DraftKeeps>> {
    const page = await this.assignments.openInOtherVersions(from.worksheet.id, to.hash, args);
    await this.audit.record({ action: 'assignments.listed', count: page.edges.length });
    // Few versions are open at a time, so what was worked out for one serves all its assignments.
    const known = new Map<string, Keeps>();
    const edges = [];
    for (const { cursor, node } of page.edges) {
      const keeps =
        known.get(node.given.hash) ??
        keepsOf((await this.catalogue.version(node.given)).worksheet, to.worksheet);
      known.set(node.given.hash, keeps);
      edges.push({ cursor, node: { assignment: node, ...keeps } });
    }
    return { edges, pageInfo: page.pageInfo };
  }
}
