-- Province and city: the only parts of an address that are kept.

CREATE MACRO known_province(text) AS
    nullif(
        regexp_extract(
            text,
            '^(北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南'
            || '|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门)',
            1
        ),
        ''
    );

-- 省 广州市 越秀区 … → 广州市, 州 also where a space ends it; nothing where the words are others.
CREATE MACRO city_after(rest) AS
    nullif(
        regexp_extract(
            rest,
            '^(?:省|壮族自治区|回族自治区|维吾尔自治区|自治区)?\s*([^\s\d]{1,11}?(?:自治州|地区|盟|州市|市|州\s))',
            1
        ),
        ''
    );

-- The city of an address that begins with a province; four cities are provinces, too.
CREATE MACRO city_in(address, province) AS
    CASE
        WHEN province IN ('北京', '天津', '上海', '重庆', '香港', '澳门') THEN province
        -- 广东省 广州市 越秀区: words with spaces between are told without a pattern.
        WHEN
            ends_with(split_part(address, ' ', 1), '省')
            AND ends_with(split_part(address, ' ', 2), '市')
            AND length(split_part(address, ' ', 2)) <= 12
            THEN split_part(address, ' ', 2)
        WHEN length(address) > length(province) + 1
            THEN city_after(substr(address, length(province) + 1))
    END;

CREATE MACRO short_city(city) AS
    CASE WHEN length(city) > 2 AND ends_with(city, '市') THEN rtrim(city, '市') ELSE trim(city) END;

-- A cell of a column of its own; longer text or text with digits is an address, not a name.
CREATE MACRO is_place_name(text) AS
    length(text) <= 40 AND NOT regexp_matches(text, '[\d@]');

CREATE MACRO province_of(text) AS
    coalesce(known_province(text), CASE WHEN is_place_name(text) THEN text END);

CREATE MACRO city_of(text) AS CASE WHEN is_place_name(text) THEN short_city(text) END;
