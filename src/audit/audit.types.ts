/** What happened, as one typed union. Ids and codes only; never what somebody wrote. */
export type AuditEvent =
  | { readonly action: 'client.created' | 'client.read'; readonly clientId: string }
  | { readonly action: 'clients.listed'; readonly count: number }
  | {
      readonly action: 'client_link.made' | 'client_link.used' | 'client_link.failed';
      readonly clientId: string;
    }
  | { readonly action: 'client_session.ended'; readonly clientId: string }
  | {
      readonly action: 'assignment.assigned' | 'assignment.read';
      readonly clientId: string;
      readonly assignmentId: string;
    }
  | {
      readonly action: 'assignment.opened' | 'draft.saved';
      readonly clientId: string;
      readonly assignmentId: string;
    }
  | {
      readonly action: 'submission.submitted' | 'submission.read';
      readonly clientId: string;
      readonly assignmentId: string;
      readonly submissionId: string;
    }
  | { readonly action: 'session.created'; readonly sessionId: string }
  | {
      readonly action: 'summary.read' | 'summary.printed';
      readonly sessionId: string;
      readonly clientId: string;
    };
