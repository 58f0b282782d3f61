import { basename, relative } from 'node:path';

const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;

/** Words that say nothing about what a file holds. */
const EMPTY_WORDS = /^(utils?|helpers?|common|managers?|misc)$/;

/**
 * ESLint rule: every file and folder of the project is named in kebab-case for what it holds.
 * A leading dot is allowed, for the tools that ask for one.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const fileName = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      kebabCase: '"{{name}}" is not kebab-case.',
      empty: '"{{word}}" in "{{name}}" does not say what it holds.',
    },
  },
  create(context) {
    return {
      Program(node) {
        const path = relative(context.cwd, context.filename);
        for (const part of path.split(/[\\/]/)) {
          const name = basename(part).replace(/^\./, '');
          if (!KEBAB_CASE.test(name))
            context.report({ node, messageId: 'kebabCase', data: { name } });
          const word = name.split(/[-.]/).find((piece) => EMPTY_WORDS.test(piece));
          if (word) context.report({ node, messageId: 'empty', data: { name, word } });
        }
      },
    };
  },
};
