/** What happened, as one typed union. Ids and codes only; never what somebody wrote. */
export type AuditEvent =
  | { readonly action: 'client.created' | 'client.read'; readonly clientId: string }
  | { readonly action: 'clients.listed' | 'assignments.listed'; readonly count: number }
  | {
      readonly action: 'worksheet.published' | 'worksheet.imported';
      readonly worksheetId: string;
      readonly hash: string;
    }
  | { readonly action: 'risk_protocol.recorded' | 'secrets_policy.recorded'; readonly policyId: string }
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
      readonly action: 'submission.submitted' | 'submission.read' | 'submission.exported';
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
