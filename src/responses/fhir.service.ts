import { setTimeout as after } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { GivenWorksheetsService } from '../assignments/given.service.js';
import { AuditService } from '../audit/audit.service.js';
import type { WorksheetVersion } from '../catalogue/catalogue.types.js';
import { ClientsService } from '../clients/clients.service.js';
import { type Calculation, type Expressions, expressionsOf } from '../core/fhir/expressions.js';
import { canonicalOf, toQuestionnaire } from '../core/fhir/questionnaire.js';
import { toQuestionnaireResponse } from '../core/fhir/response.js';
import type { Questionnaire, QuestionnaireResponse, Reference } from '../core/fhir/types.js';
import type { Answers } from '../core/worksheet/answers.js';
import type { CompiledWorksheet } from '../core/worksheet/compile.js';
import { meets } from '../core/worksheet/conditions.js';
import { contentHash } from '../core/worksheet/hash.js';
import { visibility } from '../core/worksheet/visibility.js';
import { FhirpathRunner } from '../platform/fhirpath/fhirpath-runner.js';
import type { FhirpathRequest, FhirpathValue, Outcome } from '../platform/fhirpath/fhirpath.types.js';
import { notFound } from '../platform/graphql/expected-failures.js';
import type { ComputedValue, ExportQuestionnaireResponseResult } from './fhir.types.js';
import type { Submission } from './response.types.js';
import { SubmissionsService } from './submissions.service.js';

/** How long a reader is kept waiting for what strangers' expressions come to, in milliseconds. */
const PATIENCE = 5_000;

/** What was handed in, in FHIR's words, and what imported forms work out from it. */
@Injectable()
export class FhirResponsesService {
  constructor(
    private readonly submissions: SubmissionsService,
    private readonly given: GivenWorksheetsService,
    private readonly clients: ClientsService,
    private readonly runner: FhirpathRunner,
    private readonly audit: AuditService,
  ) {}

  /** What an imported form works out from the answers, in reading order. The access rules keep it from clients. */
  async computed(submission: Submission): Promise<readonly ComputedValue[]> {
    const { worksheet } = await this.given.open(submission.given);
    const expressions = expressionsOf(worksheet);
    if (expressions.calculations.length === 0) return [];
    const calculated = await this.calculate(await this.open(submission), expressions);
    return calculated.map(({ item, text, outcome }) => ({
      item,
      text,
      values: 'values' in outcome ? outcome.values.map(String) : [],
      failed: 'failed' in outcome ? outcome.failed : null,
    }));
  }

  /** One submission as a QuestionnaireResponse, with what was worked out from it. Leaves an audit entry. */
  async export(submissionId: string): Promise<ExportQuestionnaireResponseResult> {
    const submission = await this.submissions.get(submissionId);
    if (submission.__typename === 'NotFound') return notFound();
    const { id, assignmentId, clientId } = submission;
    const answered = await this.open(submission);
    const computed = answersFrom(await this.calculate(answered, expressionsOf(answered.version.worksheet)));
    const subject = await this.subjectOf(clientId);
    await this.audit.record({ action: 'submission.exported', clientId, assignmentId, submissionId: id });
    return {
      __typename: 'ExportedQuestionnaireResponse',
      json: JSON.stringify({ ...responseTo(answered, { ...submission.answers, ...computed }), subject }),
      questionnaire: JSON.stringify(answered.questionnaire),
    };
  }

  private async open(submission: Submission): Promise<Answered> {
    const version = await this.given.open(submission.given);
    const hash = contentHash(version.worksheet);
    return { submission, version, questionnaire: toQuestionnaire(version.worksheet, { hash }) };
  }

  private async calculate(
    answered: Answered,
    { variables, calculations }: Expressions,
  ): Promise<readonly Calculated[]> {
    const { submission, version, questionnaire } = answered;
    const { answers } = submission;
    if (calculations.length === 0) return [];
    const asked = calculations.filter(({ item }) => isOpen(item, version.compiled, answers));
    const expressions = asked.flatMap(({ item, expression }) =>
      expression === undefined ? [] : [{ linkId: item, expression }],
    );
    const resource = responseTo(answered, answers);
    const outcomes = await this.evaluate({ resource, questionnaire, variables, expressions });
    return asked.map((one) => ({ ...one, outcome: outcomes.get(one.item) ?? { failed: 'refused' } }));
  }

  /** Gives up before the database gives up on the reader. */
  private async evaluate(request: FhirpathRequest): Promise<ReadonlyMap<string, Outcome>> {
    const late = request.expressions.map(({ linkId }) => ({ linkId, failed: 'timeout' }) as const);
    const evaluated = await Promise.race([
      this.runner.evaluate(request),
      after(PATIENCE, late, { ref: false }),
    ]);
    return new Map(evaluated.map(({ linkId, ...outcome }) => [linkId, outcome]));
  }

  private async subjectOf(clientId: string): Promise<Reference | undefined> {
    const client = await this.clients.load(clientId);
    return client ? { type: 'Patient', identifier: { value: client.code } } : undefined;
  }
}

/** A submission with the worksheet that it answers, in our words and in FHIR's. */
interface Answered {
  readonly submission: Submission;
  readonly version: WorksheetVersion;
  readonly questionnaire: Questionnaire;
}

interface Calculated extends Calculation {
  readonly outcome: Outcome;
}

/** Forms often hide what they work out, so that it is never shown is no reason to leave it aside. */
function isOpen(id: string, compiled: CompiledWorksheet, answers: Answers): boolean {
  const entry = compiled.items.get(id);
  const shown = visibility(compiled, answers);
  if (!entry || !shown.section(entry.section.id)) return false;
  return entry.item.showIf === undefined || meets(entry.item.showIf, shown.answer, id);
}

function responseTo(
  { submission, version, questionnaire }: Answered,
  answers: Answers,
): QuestionnaireResponse {
  const canonical = canonicalOf(questionnaire);
  return toQuestionnaireResponse(version.worksheet, answers, {
    id: submission.id,
    ...(canonical !== undefined && { questionnaire: canonical }),
    status: 'completed',
    authored: submission.submittedAt.toISOString(),
  });
}

/** A computed item has one value; where there are several, none of them is it. */
function answersFrom(calculated: readonly Calculated[]): Answers {
  return Object.fromEntries(
    calculated.flatMap(({ item, outcome }): [string, { value: FhirpathValue }][] => {
      const [value, ...more] = 'values' in outcome ? outcome.values : [];
      return value === undefined || more.length > 0 ? [] : [[item, { value }]];
    }),
  );
}
