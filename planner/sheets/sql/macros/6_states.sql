-- What a status says about payment.

CREATE MACRO says_paid(status, is_closed) AS
    status IN ('paid', 'shipped', 'completed', 'refunded') AND NOT is_closed;

CREATE MACRO says_unpaid(status, is_closed) AS
    status IN ('placed', 'closed') OR is_closed;
