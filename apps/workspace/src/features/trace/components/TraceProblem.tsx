import { Button } from 'antd';
import { PackageSearch, Split } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '@/api/problem';
import { ErrorState, Notice } from '@/ui/Feedback';
import { NodeHover } from '@/ui/NodeHover';
import { NodeSearch } from '@/ui/NodeSearch';
import { useOwnSites } from '@/ui/permissions';
import { startOf, type ViewControl } from '../api/view';

/** Why there is nothing to draw: unknown lot, one code for several lots, or something that went wrong. */
export function TraceProblem({ problem, asked, control, onRetry }: { problem: ApiProblem; asked: string; control: ViewControl; onRetry: () => void }) {
  const { t } = useTranslation();
  const everywhere = useOwnSites().length === 0;
  if (problem.status === 409 && problem.candidates.length > 0) {
    return (
      <Notice icon={Split} title={t('trace.ambiguous', { count: problem.candidates.length, lot: asked })}>
        <p>{t('trace.ambiguousText')}</p>
        <ul className="candidates">
          {problem.candidates.map((candidate) => (
            <li key={candidate.id}>
              <NodeHover node={candidate}>
                <Button block onClick={() => control.begin({ node: candidate.id })}>
                  <span>{candidate.name ?? candidate.key}</span>
                  <span className="code muted">{candidate.key.replace('https://id.gs1.org/', '')}</span>
                </Button>
              </NodeHover>
            </li>
          ))}
        </ul>
      </Notice>
    );
  }
  if (problem.status === 404) {
    return (
      <Notice icon={PackageSearch} title={t('trace.unknown', { lot: asked })}>
        <p>{everywhere ? t('trace.unknownText') : t('trace.unknownHere')}</p>
        <NodeSearch
          big
          label={t('trace.search')}
          placeholder={t('trace.searchHint')}
          onNode={(node) => control.begin({ node: node.id })}
          onText={(text) => control.begin(startOf(text))}
        />
      </Notice>
    );
  }
  return <ErrorState error={problem} onRetry={onRetry} />;
}
