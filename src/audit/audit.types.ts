/** What happened, as one typed union. Ids and codes only; never what somebody wrote. */
export type AuditEvent =
  | { readonly action: 'client.created' | 'client.read'; readonly clientId: string }
  | {
      readonly action: 'access_token.created' | 'access_token.ended';
      readonly memberId: string;
      readonly tokenId: string;
    }
  | {
      readonly action: 'member_passkey.added' | 'member_passkey.removed';
      readonly memberId: string;
      readonly passkeyId: string;
    }
  | {
      // Where nobody has the address that was tried, there is no id and nothing of the address.
      readonly action: 'member_sign_in.failed';
      readonly memberId: string | null;
    }
  | {
      readonly action: 'member_session.started' | 'member_session.ended';
      readonly memberId: string;
      readonly sessionId: string;
    }
  | {
      readonly action: 'member.invited' | 'member_invitation.accepted';
      readonly memberId: string;
      readonly invitationId: string;
    }
  | {
      readonly action:
        | 'member.stepped_up'
        | 'member_step_up.failed'
        | 'member_password.changed'
        | 'member_totp.enrolled'
        | 'member_totp.removed'
        | 'member_recovery_codes.made'
        | 'member_recovery_code.used';
      readonly memberId: string;
    }
  | {
      readonly action:
        | 'clients.listed'
        | 'contact_proposals.listed'
        | 'assignments.listed'
        | 'glass.listed'
        | 'audit.read'
        | 'audit.exported';
      readonly count: number;
    }
  | {
      /** A client's entry bears the client's id. `operation` is a name of the schema's. */
      readonly action: 'access.refused';
      readonly operation: string;
      readonly why: 'role' | 'scope' | 'step_up';
      readonly clientId?: string;
    }
  | {
      readonly action: 'care_team.set' | 'care_team.ended';
      readonly clientId: string;
      readonly memberId: string;
      readonly tie: string;
    }
  | {
      readonly action: 'glass.broken' | 'glass.closed';
      readonly clientId: string;
      readonly glassId: string;
    }
  | {
      readonly action: 'member.roles_set';
      readonly memberId: string;
      readonly roles: readonly string[];
    }
  | { readonly action: 'member.ended'; readonly memberId: string }
  | {
      readonly action: 'practice_settings.set';
      readonly careTeamOnly: boolean;
      readonly part2: string | null;
      readonly summariesReadyAt: number | null;
      readonly embedOrigins: readonly string[];
    }
  | { readonly action: 'evening_mail.set'; readonly memberId: string; readonly wanted: boolean }
  | {
      readonly action: 'worksheet.published' | 'worksheet.imported';
      readonly worksheetId: string;
      readonly hash: string;
    }
  | { readonly action: 'risk_protocol.recorded' | 'secrets_policy.recorded'; readonly policyId: string }
  | { readonly action: 'client_link.made' | 'client_link.used'; readonly clientId: string }
  | { readonly action: 'embed_address.made' | 'embed_address.used'; readonly clientId: string }
  // A try at a link that there is not, or no longer, has nobody’s id.
  | { readonly action: 'client_link.failed'; readonly clientId: string | null }
  | {
      readonly action: 'client_session.ended' | 'client_session.unlocked' | 'client_unlock.failed';
      readonly clientId: string;
      readonly sessionId: string;
    }
  | { readonly action: 'client_pin.set' | 'client_pin.removed'; readonly clientId: string }
  | {
      readonly action: 'client_passkey.added' | 'client_passkey.removed';
      readonly clientId: string;
      readonly passkeyId: string;
    }
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
  | { readonly action: 'member.joined_by_host'; readonly memberId: string }
  | {
      readonly action: 'member.changed_by_host';
      readonly memberId: string;
      readonly roles: readonly string[];
    }
  | {
      readonly action: 'client_mail.made';
      readonly clientId: string;
      readonly mail: 'link' | 'new_sign_in';
    }
  | {
      readonly action: 'contact.proposed' | 'contact.confirmed' | 'contact.declined';
      readonly clientId: string;
      readonly proposalId: string;
    }
  | { readonly action: 'contact.set'; readonly clientId: string }
  | { readonly action: 'session.created'; readonly sessionId: string }
  | {
      /** Made ready: on the clinician's behalf, in the evening; read by nobody yet. */
      readonly action: 'summary.read' | 'summary.made_ready' | 'summary.printed';
      readonly sessionId: string;
      readonly clientId: string;
    }
  | {
      readonly action: 'clinic_day.read';
      readonly day: string;
      readonly clinicianId: string;
      readonly count: number;
    }
  | {
      /** One entry a client whose copy is in the file. */
      readonly action: 'clinic_day.printed';
      readonly day: string;
      readonly clinicianId: string;
      readonly sessionId: string;
      readonly clientId: string;
    }
  | {
      readonly action: 'submission.printed';
      readonly clientId: string;
      readonly assignmentId: string;
      readonly submissionId: string;
    }
  | { readonly action: 'genogram.moved'; readonly clientId: string }
  | {
      /** On paper or as a form, for nobody yet. */
      readonly action: 'worksheet.printed';
      readonly worksheetId: string;
      readonly hash: string;
    }
  | { readonly action: 'genogram.printed'; readonly clientId: string; readonly mode: string }
  | {
      readonly action: 'disclosure.made' | 'disclosure.printed';
      readonly clientId: string;
      readonly disclosureId: string;
      readonly submissionIds: readonly string[];
    }
  | { readonly action: 'disclosures.listed'; readonly clientId: string; readonly count: number };
