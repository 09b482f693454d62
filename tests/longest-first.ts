import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, first of them the longest: begun last, one of them would run on alone. */
const LONG = [
  'e2e/accessibility.test.ts',
  'e2e/accessibility-english.test.ts',
  'e2e/open.test.ts',
  'e2e/publish-cli.test.ts',
  'e2e/package.test.ts',
  'e2e/ageing.test.ts',
  'sql/oracle.test.ts',
  'property/damaged-files.test.ts',
];

/** Runs the long files of each project first, then the others as vitest would. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rankOf = ({ moduleId }: TestSpecification): number => {
      const rank = LONG.findIndex((name) => moduleId.endsWith(`/tests/${name}`));
      return rank < 0 ? LONG.length : rank;
    };
    const groupOf = ({ project }: TestSpecification): number => project.config.sequence.groupOrder;
    return (await super.sort(files)).sort((a, b) => groupOf(a) - groupOf(b) || rankOf(a) - rankOf(b));
  }
}
