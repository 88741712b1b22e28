SELECT U&'d\0061t' UESCAPE '!', E'\'x', $1, b'01', x'1f', /* a /* b */ c */ 1e5 -- end
;;; ; SELECT