// Checks a document against the schema, key by key.
#pragma once

#include "config/reading/document.hpp"
#include "config/schema/schema.hpp"

#include <string>
#include <string_view>

namespace wayfinder::config {

/// Reports unknown and missing keys, wrong types and bad values, each with its position and a remedy, and
/// keys that have no effect as notices. It never stops at the first finding.
class validator {
public:
    explicit validator(report& findings) : report_{&findings} {}

    void check(toml::table const& document);

private:
    /// A table in the document: `path` names it in messages, `section` in the schema.
    struct table_context {
        toml::table const& table;
        std::string path;
        std::string_view section;
        place where;
    };
    struct value_context {
        key_spec const& spec;
        toml::node const& value;
        std::string path;
        place where;
    };

    void check_table(table_context const& context);
    void check_entry(table_context const& context, entry const& item);
    void check_missing(table_context const& context);
    void report_unknown(table_context const& context, entry const& item);

    void check_value(value_context const& context);
    void check_text(value_context const& context);
    void check_number(value_context const& context);
    void check_list(value_context const& context);
    void check_tables(value_context const& context);
    void refuse(value_context const& context, std::string_view must_be);

    report* report_;
};

} // namespace wayfinder::config
