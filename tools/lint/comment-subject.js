/** Words that make a clause the subject of a sentence: "What cannot be read is set aside". */
const CLAUSE_AS_SUBJECT = /^(What|Who|Whom|Whose|Whoever|Whatever|Of|That)\s/;

/**
 * ESLint rule: a comment names its subject first, so that it is understood at one reading.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const commentSubject = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      clause: 'The comment begins with "{{word}}": put a noun or a verb first.',
    },
  },
  create(context) {
    return {
      Program() {
        const { sourceCode } = context;
        let lastLine = -1;
        for (const comment of sourceCode.getAllComments()) {
          const { start, end } = comment.loc;
          // A line comment directly below another one goes on with its sentence.
          const goesOn = comment.type === 'Line' && start.line === lastLine + 1;
          lastLine = comment.type === 'Line' ? end.line : -1;
          const text = comment.value.replace(/^[\s*]+/, '');
          const word = goesOn ? undefined : CLAUSE_AS_SUBJECT.exec(text)?.[1];
          if (word) context.report({ loc: comment.loc, messageId: 'clause', data: { word } });
        }
      },
    };
  },
};
