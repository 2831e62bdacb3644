import { Button } from 'antd';
import { CloudDownload, FileUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useKeysetList } from '@/api/refine';
import type { Capture } from '@/api/types';
import { useFormat } from '@/i18n/format';
import { CaptureBar, CaptureOutcome } from '@/ui/CaptureOutcome';
import type { Column } from '@/ui/DataTable';
import { EmptyState } from '@/ui/Feedback';
import { KeysetTable } from '@/ui/KeysetTable';
import { outcomeOf } from '@/ui/outcome';
import { Page } from '@/ui/Page';
import { usePermission } from '@/ui/permissions';
import { Permitted } from '@/ui/Permitted';
import { StatusPill } from '@/ui/StateBadge';
import { Time } from '@/ui/Time';
import { UploadBox } from '../components/UploadBox';
import './captures.css';

/** The data steward's page: what came in, and what was refused and why. */
export default function CapturesPage() {
  const { t } = useTranslation();
  return (
    <Permitted title={t('nav.captures')} permission="event:read">
      <Captures />
    </Permitted>
  );
}

function Captures() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const mayUpload = usePermission('event:capture');
  const list = useKeysetList<Capture>('captures', { refetch: 5000 });
  const uploading = mayUpload && search.has('upload');
  const openUpload = (open: boolean): void => setSearch(open ? { upload: '1' } : {}, { replace: true });
  const running = list.rows.filter((capture) => capture.running).length;
  const rejected = list.rows.reduce((sum, capture) => sum + (capture.counts?.rejected ?? 0), 0);
  const uploadButton = mayUpload && (
    <Button type="primary" icon={<FileUp aria-hidden size="1em" />} onClick={() => openUpload(true)}>
      {t('upload.open_box')}
    </Button>
  );
  const columns: readonly Column<Capture>[] = [
    { key: 'when', title: t('capture.when'), width: 8.5, cell: (capture) => <Time at={capture.created_at} /> },
    { key: 'file', title: t('capture.file'), cell: (capture) => <Document capture={capture} /> },
    { key: 'outcome', title: t('capture.outcome'), width: 9, cell: (capture) => <CaptureOutcome capture={capture} /> },
    { key: 'bar', title: t('capture.share'), width: 7, cell: (capture) => <CaptureBar capture={capture} /> },
    ...(['total', 'accepted', 'duplicate', 'rejected'] as const).map((name): Column<Capture> => ({
      key: name, title: t(`capture.${name}`), width: 5.5, right: true, cell: (capture) => capture.counts && <Count value={capture.counts[name]} alarming={name === 'rejected'} />,
    })),
  ];
  return (
    <Page
      fill
      title={t('nav.captures')}
      state={
        !list.loading && !list.error && list.rows.length > 0 && (
          <>
            {rejected > 0 ? (
              <StatusPill status="watch">{t('capture.rejectedCount', { count: rejected, formatted: format.number(rejected) })}</StatusPill>
            ) : (
              <StatusPill status="ok">{t('capture.nothingRejected')}</StatusPill>
            )}
            {running > 0 && <span>{t('capture.nowRunning', { count: running })}</span>}
          </>
        )
      }
      actions={!uploading && list.rows.length > 0 && uploadButton}
    >
      {uploading && <UploadBox onClose={() => openUpload(false)} />}
      <KeysetTable
        className="captures-list"
        list={list}
        empty={
          <EmptyState icon={CloudDownload} title={t('capture.empty')} actions={!uploading && uploadButton}>
            <p>{t('capture.emptyText')}</p>
          </EmptyState>
        }
        label={t('nav.captures')}
        columns={columns}
        rowKey={(capture) => capture.capture_id}
        rowClass={(capture) => `row-${outcomeOf(capture)[0]}`}
        onSelect={(capture) => void navigate(`/captures/${capture.capture_id}`)}
      />
    </Page>
  );
}

/** The document, or who sent it where it came without a name. */
function Document({ capture }: { capture: Capture }) {
  const { t } = useTranslation();
  const name = capture.file_name;
  return name ? <span title={name}>{name}</span> : <span className="muted">{capture.captured_by ? t('capture.from', { name: capture.captured_by }) : ''}</span>;
}

/** Zeros step back, so that the eye finds what is there. */
function Count({ value, alarming }: { value: number; alarming: boolean }) {
  const format = useFormat();
  return <span className={value === 0 ? 'count-zero' : alarming ? 'count-act' : undefined}>{format.number(value)}</span>;
}
