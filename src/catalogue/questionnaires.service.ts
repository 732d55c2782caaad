import { Inject, Injectable } from '@nestjs/common';
import { fromQuestionnaire, type Imported, type ImportProblem } from '../core/fhir/import.js';
import { toQuestionnaire } from '../core/fhir/questionnaire.js';
import type { Worksheet } from '../core/worksheet/definition.js';
import { isKeepable, UNKEPT } from '../core/worksheet/keepable.js';
import { lintWorksheet } from '../core/worksheet/lint.js';
import type { DefinitionPath, LintProblem } from '../core/worksheet/lint/problem.js';
import { notFound } from '../platform/graphql/expected-failures.js';
import { CatalogueService, SHIPPED } from './catalogue.service.js';
import { PublishingService } from './publishing.service.js';
import type {
  ExportQuestionnaireResult,
  ImportQuestionnaireInput,
  ImportQuestionnaireResult,
  QuestionnaireRefused,
} from './questionnaires.types.js';
import type { Shipped } from './shipped.js';

/** Worksheets as FHIR R4 Questionnaires: those of others come in, and any version goes out. */
@Injectable()
export class QuestionnairesService {
  constructor(
    @Inject(SHIPPED) private readonly shipped: Shipped,
    private readonly catalogue: CatalogueService,
    private readonly publishing: PublishingService,
  ) {}

  /** Makes a Questionnaire a worksheet of this practice's own. The same content is the same version. */
  async import({
    questionnaire,
    idempotencyKey,
  }: ImportQuestionnaireInput): Promise<ImportQuestionnaireResult> {
    const read = this.read(questionnaire);
    if ('__typename' in read) return read;
    const { worksheet, losses, warnings } = read;
    const input = { source: questionnaire, idempotencyKey };
    const { version, isNewest } = await this.publishing.take('importQuestionnaire', worksheet, input);
    return {
      __typename: 'ImportedQuestionnaire',
      worksheet: this.catalogue.present(version),
      losses,
      problems: isNewest ? warnings : [NEWER_STANDS, ...warnings],
    };
  }

  /** The version named by `hash` as a Questionnaire, as it is before it is fitted to anyone. */
  async export(hash: string): Promise<ExportQuestionnaireResult> {
    const version = await this.catalogue.byHash(hash);
    if (!version) return notFound();
    return {
      __typename: 'ExportedQuestionnaire',
      json: JSON.stringify(toQuestionnaire(version.worksheet, { hash })),
      fileName: `${version.worksheet.id}-${hash.slice(0, 8)}.json`,
    };
  }

  private read(text: string): (Imported & { warnings: readonly ImportProblem[] }) | QuestionnaireRefused {
    const json = parsed(text);
    if (json === undefined) return refused([{ where: '', message: 'This is no JSON.' }]);
    const made = fromQuestionnaire(json.value);
    if ('problems' in made) return refused(made.problems);
    const { worksheet } = made;
    if (!isKeepable(worksheet)) return refused([{ where: '', message: UNKEPT }]);
    const problems = lintWorksheet(worksheet, { codes: this.shipped.flagCodes });
    // What else there is of errors the import has judged already; only which flags there are it cannot know.
    const unknown = problems.filter(({ path, severity }) => severity === 'error' && path.includes('flags'));
    if (unknown.length > 0) return refused(unknown.map((problem) => located(worksheet, problem)));
    const warnings = problems.filter(({ severity }) => severity === 'warning');
    return { ...made, warnings: warnings.map((problem) => located(worksheet, problem)) };
  }
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function refused(problems: readonly ImportProblem[]): QuestionnaireRefused {
  return {
    __typename: 'QuestionnaireRefused',
    message: 'Nothing was imported. Correct what the problems name, and send it again.',
    problems,
  };
}

function located(worksheet: Worksheet, { path, message }: LintProblem): ImportProblem {
  return { where: itemAt(worksheet, path), message };
}

function itemAt({ sections }: Worksheet, [, section, , item]: DefinitionPath): string {
  return sections[Number(section)]?.items[Number(item)]?.id ?? '';
}

const NEWER_STANDS: ImportProblem = {
  where: '',
  message:
    'This content was imported before, and a newer version stands. Give it another `version` to import it anew.',
};
