-- From what a source states to what is published: a total for each step, and for every difference between two steps one
-- row with its reason, so that the rows of a step add up to its total. Reasons below a total are negative (missing) or
-- positive (held although the step before does not name it).
WITH listed_items AS (
    -- An address may stand in several lists; what one of them wants is wanted.
    SELECT source_id, item_id, CASE WHEN bool_or(reason = 'wanted') THEN 'wanted' ELSE min(reason) END AS reason
    FROM raw_listed_ids WHERE reason <> 'sitemap' GROUP BY source_id, item_id
),
items AS (
    SELECT
        coalesce(l.source_id, s.source_id) AS source_id,
        l.item_id IS NOT NULL AS is_listed,
        coalesce(s.state = 'document', false) AS is_held,
        CASE
            WHEN s.state = 'document' THEN 'not_listed_now'
            WHEN s.state IS NOT NULL THEN s.state
            WHEN l.reason = 'wanted' THEN 'not_yet_asked'
            ELSE l.reason
        END AS reason
    FROM listed_items AS l
    FULL OUTER JOIN (SELECT * FROM core_item_states WHERE NOT is_discovery) AS s
      ON s.source_id = l.source_id AND s.item = l.item_id
),
documents AS (
    SELECT
        d.source_id,
        CASE
            WHEN coalesce(j.document_id, a.document_id) IS NULL AND d.kind <> 'statistic' THEN 'reader_failed'
            ELSE 'read'
        END AS reading,
        CASE
            WHEN s.document_id IS NOT NULL THEN 'same_judgment'
            WHEN d.kind = 'judgment' AND NOT coalesce(j.is_readable, false) THEN 'order_not_read'
            ELSE 'published'
        END AS publishing
    FROM core_documents AS d
    LEFT JOIN core_judgments AS j ON j.document_id = d.document_id
    LEFT JOIN core_articles AS a ON a.document_id = d.document_id
    LEFT JOIN core_same_judgments AS s ON s.document_id = d.document_id
    WHERE d.is_current AND NOT d.is_withdrawn
),
held AS (
    SELECT source_id, count(*) FILTER (WHERE is_held) AS n_items FROM items GROUP BY source_id
),
sizes AS (
    SELECT
        h.source_id, h.stated_total, h.n_listed, h.n_documents,
        coalesce(i.n_items, 0) AS n_items
    FROM out_source_health AS h LEFT JOIN held AS i ON i.source_id = h.source_id
),
steps AS (
    SELECT source_id, 1 AS position, 'stated' AS step, 'all' AS reason, stated_total AS n FROM sizes
    UNION ALL SELECT source_id, 2, 'listed', 'all', n_listed FROM sizes
    UNION ALL
    SELECT source_id, 2, 'listed', CASE WHEN n_listed < stated_total THEN 'not_on_its_pages' ELSE 'listed_beyond_total' END,
        n_listed - stated_total
    FROM sizes WHERE n_listed <> stated_total
    UNION ALL SELECT source_id, 3, 'held', 'all', n_documents FROM sizes
    UNION ALL
    SELECT source_id, 3, 'held', reason, CASE WHEN is_listed THEN -count(*) ELSE count(*) END
    FROM items WHERE (is_listed AND NOT is_held) OR (is_held AND NOT is_listed)
    GROUP BY source_id, reason, is_listed
    UNION ALL
    SELECT source_id, 3, 'held', CASE WHEN n_documents < n_items THEN 'same_document' ELSE 'several_in_one' END,
        n_documents - n_items
    FROM sizes WHERE n_documents <> n_items
    UNION ALL SELECT source_id, 4, 'read', 'all', count(*) FILTER (WHERE reading = 'read') FROM documents GROUP BY source_id
    UNION ALL
    SELECT source_id, 4, 'read', reading, -count(*) FROM documents WHERE reading <> 'read' GROUP BY source_id, reading
    UNION ALL
    SELECT source_id, 5, 'published', 'all', count(*) FILTER (WHERE reading = 'read' AND publishing = 'published')
    FROM documents GROUP BY source_id
    UNION ALL
    SELECT source_id, 5, 'published', publishing, -count(*)
    FROM documents WHERE reading = 'read' AND publishing <> 'published' GROUP BY source_id, publishing
)
SELECT
    s.source_id, s.position, s.step, s.reason, CAST(s.n AS BIGINT) AS n,
    coalesce(t.ko, '쪽이 열리지 않는다: ' || s.reason) AS message_ko,
    coalesce(t.en, 'the page does not open: ' || s.reason) AS message_en
FROM steps AS s
LEFT JOIN (
    VALUES
        ('all', '이 단계의 합계', 'total of this step'),
        ('not_on_its_pages', '원천이 센 것보다 목록에 적게 실렸다', 'fewer on its list pages than it states'),
        ('listed_beyond_total', '여러 목록을 합치면 말한 수보다 많다', 'its lists together name more than it states'),
        ('not_criminal', '형사 사건이 아니다', 'no criminal case'),
        ('other_origin', '본문을 주지 않는 다른 출처', 'of another origin, whose text the service does not give'),
        ('off_topic', '제목에 주제의 낱말이 없다', 'no word of the topic in its title'),
        ('untitled', '제목 없이 실려 열지 않았다', 'listed without a title and not opened'),
        ('not_an_article', '기사 주소가 아니다', 'not the address of an article'),
        ('other_host', '이 원천의 주소가 아니다', 'on a host that is not this source'),
        ('not_yet_asked', '아직 묻지 않았다', 'not yet asked for'),
        ('gone', '원천이 없다고 한다', 'the source says that it does not have it'),
        ('nothing', '응답에 문서가 없었다', 'the answer held no document'),
        ('not_listed_now', '가졌으나 목록에 없다', 'held, but in no list'),
        ('same_document', '여러 항목이 한 문서이거나 뒤에 거두어들여졌다', 'several items are one document, or it was withdrawn since'),
        ('several_in_one', '한 항목에 문서가 여럿이다', 'several documents in one item'),
        ('same_judgment', '다른 문서로 이미 세었다', 'the same judgment is counted by another document'),
        ('robots', 'robots.txt 가 막는다', 'robots.txt forbids it'),
        ('reader_failed', '읽는 프로그램이 실패했다', 'the reader failed'),
        ('order_not_read', '주문을 읽지 못했다', 'its order could not be read')
) AS t(reason, ko, en) ON t.reason = s.reason
WHERE s.n IS NOT NULL
