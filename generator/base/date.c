#include "base/base.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static int month_days(int y, int m)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    return days[m - 1] + (m == 2 && leap);
}

bool date_valid(struct date d)
{
    return d.year >= 1900 && d.year <= 2999 && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
           d.day <= month_days(d.year, d.month);
}

int date_cmp(struct date a, struct date b)
{
    int x = a.year * 10000 + a.month * 100 + a.day, y = b.year * 10000 + b.month * 100 + b.day;
    return (x > y) - (x < y);
}

bool date_parse_iso(const char *s, struct date *out)
{
    if (strlen(s) != 10 || s[4] != '-' || s[7] != '-')
        return false;
    int v[3] = {0, 0, 0};
    for (int i = 0, k = 0; i < 10; i++) {
        if (i == 4 || i == 7) {
            k++;
            continue;
        }
        if (s[i] < '0' || s[i] > '9')
            return false;
        v[k] = v[k] * 10 + (s[i] - '0');
    }
    struct date d = {(int16_t)v[0], (int8_t)v[1], (int8_t)v[2]};
    if (!date_valid(d))
        return false;
    *out = d;
    return true;
}

char *date_iso(struct arena *a, struct date d)
{
    return arena_printf(a, "%04d-%02d-%02d", d.year, d.month, d.day);
}

char *date_chinese(struct arena *a, struct date d)
{
    return arena_printf(a, "%d年%d月%d日", d.year, d.month, d.day);
}

int64_t date_days(struct date d)
{
    /* days from civil, proleptic Gregorian; the year starts in March so that the leap day comes last */
    int64_t y = d.year - (d.month <= 2), era = (y >= 0 ? y : y - 399) / 400;
    int64_t yoe = y - era * 400, mp = (d.month + 9) % 12;
    int64_t doy = (153 * mp + 2) / 5 + d.day - 1, doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

struct date date_today(void)
{
    time_t t = time(NULL);
    struct tm tm;
    localtime_r(&t, &tm);
    return (struct date){(int16_t)(tm.tm_year + 1900), (int8_t)(tm.tm_mon + 1), (int8_t)tm.tm_mday};
}

struct quarter date_quarter(struct date d)
{
    return (struct quarter){d.year, (int8_t)((d.month + 2) / 3)};
}

bool quarter_parse(const char *s, struct quarter *out)
{
    if (strlen(s) != 6 || s[4] != 'Q' || s[5] < '1' || s[5] > '4')
        return false;
    int y = 0;
    for (int i = 0; i < 4; i++) {
        if (s[i] < '0' || s[i] > '9')
            return false;
        y = y * 10 + (s[i] - '0');
    }
    if (y < 1900 || y > 2999)
        return false;
    *out = (struct quarter){(int16_t)y, (int8_t)(s[5] - '0')};
    return true;
}

char *quarter_name(struct arena *a, struct quarter q)
{
    return arena_printf(a, "%04dQ%d", q.year, q.q);
}

char *quarter_chinese(struct arena *a, struct quarter q)
{
    static const char *const name[] = {"零", "一", "二", "三", "四"};
    return arena_printf(a, "%d年第%s季度", q.year, name[q.q]);
}

int quarter_cmp(struct quarter a, struct quarter b)
{
    int x = a.year * 4 + a.q, y = b.year * 4 + b.q;
    return (x > y) - (x < y);
}

struct quarter quarter_prev(struct quarter q)
{
    return q.q > 1 ? (struct quarter){q.year, (int8_t)(q.q - 1)} : (struct quarter){(int16_t)(q.year - 1), 4};
}

struct quarter quarter_next(struct quarter q)
{
    return q.q < 4 ? (struct quarter){q.year, (int8_t)(q.q + 1)} : (struct quarter){(int16_t)(q.year + 1), 1};
}
