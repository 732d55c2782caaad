import type { Answers } from '../../core/worksheet/answers.js';
import type { Section } from '../../core/worksheet/definition.js';
import { answerOf, valueOf } from '../../core/worksheet/reading.js';
import type { Visibility } from '../../core/worksheet/visibility.js';

/** Has the part a question that can close the worksheet? Then nothing of the part is saved before one goes on. */
export function mayClose(section: Section | undefined): boolean {
  return (
    section?.items.some((item) => 'options' in item && item.options.some((option) => option.closes)) === true
  );
}

/** Is an option chosen that closes the worksheet and saves nothing? */
export function closes(section: Section, answers: Answers, shown: Visibility): boolean {
  return section.items.some((item) => {
    if ((item.type !== 'choice' && item.type !== 'multi') || !shown.item(item.id)) return false;
    const chosen: readonly unknown[] = [valueOf(answerOf(answers, item.id))].flat();
    return item.options.some((option) => option.closes && chosen.includes(option.value));
  });
}
