import type { FieldRule, OperationRule, TypeRule, Who } from './allow.js';

/*
 * Who may do and see what: this table is the only place that says so. The server does not start while an operation or
 * a type is missing here, or while a line here names nothing in the schema. `docs/access.md` is printed from it.
 * Roles are those of DECISIONS 7; what row-level security hides on top of them stands in `migrations/`.
 */

/** The client, about the client's own things. */
const CLIENT: Who = ['client'];
/** Those who treat, or answer for those who do: they see clinical content. */
export const CLINICAL: Who = ['clinician', 'supervisor'];
/** Those who arrange appointments and keep contacts: who the clients are, and nothing clinical. */
const DESK: Who = [...CLINICAL, 'front_desk'];
/** Those who have to name a client by code: for the admin, the care team's sake. */
const CODES: Who = [...DESK, 'admin'];
/** Those who shape how the practice works: its worksheets and its policies. */
const SHAPING: Who = [...CLINICAL, 'admin'];
const ADMIN: Who = ['admin'];
/** Those who look at what others did. */
const OVERSIGHT: Who = ['supervisor', 'auditor'];
/** Those who look at glass that was broken. */
const GLASS: Who = [...OVERSIGHT, 'admin'];
const STAFF: Who = ['clinician', 'supervisor', 'admin', 'front_desk', 'auditor'];
const EVERYBODY: Who = [...STAFF, 'client'];

type Options = Partial<Omit<OperationRule, 'who'>>;

const query = (who: Who, options: Options = {}): OperationRule => operation(who, 'read', options);
const mutation = (who: Who, options: Options = {}): OperationRule => operation(who, 'write', options);
/** What is done in a browser that has just shown a factor again. No token will do, unless the line says so. */
const steppedUp = (who: Who, options: Options = {}): OperationRule =>
  operation(who, 'none', { stepUp: true, ...options });

function operation(who: Who, token: OperationRule['token'], options: Options): OperationRule {
  return { who, token, stepUp: false, args: {}, ...options };
}

export const QUERIES: Readonly<Record<string, OperationRule>> = {
  assignment: query(CLINICAL),
  auditTrail: query(OVERSIGHT),
  client: query(CODES),
  clinicDay: query(CLINICAL),
  contactProposals: query(DESK),
  // By an address one could find out who is a client.
  clients: query(CODES, { args: { email: DESK } }),
  exportAuditTrail: steppedUp(OVERSIGHT, { token: 'read' }),
  exportQuestionnaire: query(SHAPING),
  // Programs are what exports are for.
  exportQuestionnaireResponse: steppedUp(CLINICAL, { token: 'read' }),
  members: query(STAFF),
  myAssignments: query(CLIENT),
  openGlass: query(GLASS),
  practicePolicies: query(SHAPING),
  practiceSettings: query(SHAPING),
  program: query(SHAPING),
  sessionSummary: query(CLINICAL),
  submission: query(CLINICAL),
  worksheet: query(SHAPING),
  worksheetDiff: query(SHAPING),
  worksheets: query(SHAPING),
  worksheetVersion: query(SHAPING),
};

export const MUTATIONS: Readonly<Record<string, OperationRule>> = {
  assignWorksheet: mutation(CLINICAL),
  // A person has to be there, and to say why.
  breakGlass: mutation(CLINICAL, { token: 'none' }),
  // Whoever has the link writes, and reads drafts, as the client.
  clientLink: mutation(CLINICAL),
  confirmContact: mutation(DESK),
  declineContact: mutation(DESK),
  setContact: mutation(DESK),
  closeGlass: mutation(SHAPING),
  createClient: mutation(CLINICAL),
  createSession: mutation(DESK),
  endCareTeamTie: mutation(SHAPING),
  // Whoever opens the address writes, and reads drafts, as the client. A host's server asks for it, with a token.
  embedAddress: mutation(CLINICAL),
  endMember: steppedUp(ADMIN),
  importQuestionnaire: mutation(SHAPING),
  inviteMember: steppedUp(ADMIN),
  inviteMemberAgain: steppedUp(ADMIN),
  moveOnGenogram: mutation(CLINICAL),
  publishWorksheet: mutation(SHAPING),
  recordRiskProtocol: steppedUp(SHAPING, { token: 'write' }),
  recordSecretsPolicy: steppedUp(SHAPING, { token: 'write' }),
  saveDraft: mutation(CLIENT),
  // A person has to be there.
  makeDisclosure: steppedUp(CLINICAL),
  setCareTeamTie: mutation(SHAPING),
  setEveningMail: mutation(CLINICAL),
  setMemberRoles: steppedUp(ADMIN),
  setPracticeSettings: steppedUp(ADMIN),
  submit: mutation(CLIENT),
};

/** The others are refused, with an error at the field. */
const only = (who: Who): FieldRule => ({ who, others: 'refused' });
/** For the others it is as if there were nothing: they may ask for the field beside what is theirs. */
const unseen = (who: Who): FieldRule => ({ who, others: 'nothing' });

function type(rest: Who, fields: TypeRule['fields'] = {}): TypeRule {
  return { rest, fields };
}

/** Several types with one rule for all that they hold. */
function types(rest: Who, ...names: string[]): Record<string, TypeRule> {
  return Object.fromEntries(names.map((name) => [name, type(rest)]));
}

export const TYPES: Readonly<Record<string, TypeRule>> = {
  // A person in care, and what they do. Nothing of it is for the client’s own screen: others may look over the shoulder,
  // and what was handed in is read again on a page that asks for a factor first.
  Client: type(CODES, {
    name: only(DESK),
    email: only(DESK),
    contact: only(DESK),
    mailAllowed: only(DESK),
    assignments: only(CLINICAL),
    genogram: only(CLINICAL),
    disclosures: only(CLINICAL),
  }),
  // What a client has just handed in leads to that worksheet, and from there no further.
  Assignment: type([...CLINICAL, 'client'], { client: only(CLINICAL), submissions: only(CLINICAL) }),
  Submission: type([...CLINICAL, 'client'], {
    flags: unseen(CLINICAL),
    sums: unseen(CLINICAL),
    computed: unseen(CLINICAL),
    pdf: only(CLINICAL),
  }),
  ...types(CLINICAL, 'AssignmentConnection', 'AssignmentEdge'),
  ...types(CLINICAL, 'ComputedValue', 'ExportedQuestionnaireResponse', 'Flag', 'SumPart', 'SumResult'),
  ...types(CLINICAL, 'SessionSummary', 'SignedLink', 'SummaryCopy', 'SummaryContent'),
  ...types(CLINICAL, 'SummaryFact', 'SummaryReadFirst', 'SummaryFlag', 'SummarySaid', 'SummarySince'),
  ...types(CLINICAL, 'SummaryChange', 'SummaryQuotes', 'SummaryQuote', 'SummaryLines', 'SummaryLine'),
  ...types(CLINICAL, 'SummaryLinePoint', 'SummarySessionTick', 'SummaryPromises', 'SummaryPromise'),
  ...types(CLINICAL, 'SummaryOpen', 'SummarySubmitted', 'SummaryAssigned', 'SummaryDue', 'SummaryAgenda'),
  ...types(
    CLINICAL,
    'SummaryNotes',
    'SummaryNumbers',
    'SummaryMap',
    'SummarySteps',
    'SummaryStep',
    'SummaryRunning',
  ),
  ...types(CLINICAL, 'SummaryWorksheet', 'SummarySection', 'SummaryEntry', 'SummaryQuestion'),
  ...types(CLINICAL, 'SummaryAnswer', 'SummaryCard', 'SummaryTie', 'SummarySum'),
  ...types(CLINICAL, 'ClinicDay', 'TooManySessions'),
  ...types(CLINICAL, 'DisclosedSheet', 'Disclosure', 'DisclosureRefused'),
  ...types(CLINICAL, 'DisclosureConnection', 'DisclosureEdge'),
  ...types(
    CLINICAL,
    'Genogram',
    'GenogramFinding',
    'GenogramMoved',
    'GenogramNotDrawn',
    'GenogramPerson',
    'GenogramScene',
  ),
  ...types(CLINICAL, 'NothingApart', 'PaperOnly', 'RoleNeeded', 'UnknownDecision'),
  ...types(CLINICAL, 'DraftKeeps', 'DraftKeepsConnection', 'DraftKeepsEdge', 'LostAnswer'),
  ...types(CLIENT, 'Draft', 'DraftSaved', 'MyAssignment', 'StaleRevision'),
  ...types(CLIENT, 'AlreadySubmitted', 'InvalidAnswers', 'Problem'),

  // Who the clients are, and when they come.
  ...types(CODES, 'ClientConnection', 'ClientEdge'),
  ...types(CLINICAL, 'ClientLink', 'EmbedAddress', 'NoEmbedOrigins'),
  ...types(DESK, 'Session'),
  ...types(DESK, 'Contact', 'ContactProposal', 'ContactProposalClosed', 'EmergencyContact', 'SharedMailbox'),
  ...types(CLINICAL, 'CodeTaken'),

  // Who treats whom.
  ...types(CODES, 'CareTie'),
  ...types(SHAPING, 'CareTieEnded'),
  Glass: type([...CLINICAL, ...GLASS], { reason: only(['supervisor', 'admin']) }),
  ...types(CLINICAL, 'GlassNotNeeded'),
  ...types(GLASS, 'GlassConnection', 'GlassEdge'),

  // The practice.
  Member: type(STAFF, { email: only(ADMIN) }),
  ...types(STAFF, 'MemberConnection', 'MemberEdge'),
  ...types(ADMIN, 'EmailTaken', 'InvitedMember', 'LastAdmin', 'NotYourself'),
  ...types(SHAPING, 'PracticePolicies', 'PracticeSettings', 'RiskProtocol', 'SecretsPolicy'),
  ...types(OVERSIGHT, 'AuditEntry', 'AuditEntryConnection', 'AuditEntryEdge', 'ExportedAuditTrail'),

  // Content: no client's facts. What is for those who treat reaches no client.
  Worksheet: type([...SHAPING, 'client'], {
    blankPdf: only(CLINICAL),
    citations: unseen(SHAPING),
    gate: unseen(SHAPING),
    gateNote: unseen(SHAPING),
    recurrence: unseen(SHAPING),
    recurrenceNote: unseen(SHAPING),
    riskBlock: unseen(SHAPING),
    share: unseen(SHAPING),
    shareNote: unseen(SHAPING),
    source: unseen(SHAPING),
    sums: unseen(SHAPING),
    therapistNotes: unseen(SHAPING),
    titleNote: unseen(SHAPING),
  }),
  Section: type([...SHAPING, 'client'], { audience: unseen(SHAPING), gate: unseen(SHAPING) }),
  Item: type([...SHAPING, 'client'], { flags: unseen(SHAPING) }),
  ...types([...SHAPING, 'client'], 'Card', 'GivenRow', 'Option', 'Scale'),
  ...types(SHAPING, 'FlagRule', 'Gate', 'MappedNumber', 'Sum', 'TherapistNotes'),
  ...types(SHAPING, 'Program', 'ProgramStep'),
  ...types(SHAPING, 'LintProblem', 'LintReport', 'PublishedWorksheet'),
  ...types(SHAPING, 'ExportedQuestionnaire', 'ImportedQuestionnaire'),
  ...types(SHAPING, 'QuestionnaireLoss', 'QuestionnaireProblem', 'QuestionnaireRefused'),
  WorksheetDiff: type(SHAPING, { drafts: only(CLINICAL) }),
  ...types(SHAPING, 'Moved', 'OptionsChanged', 'Relabelled', 'Retyped', 'Reworded'),

  // Said to everybody.
  ...types(EVERYBODY, 'NotFound', 'PageInfo'),
};
